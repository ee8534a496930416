// Written by `npm run generate` from openapi/. Do not edit.

/** The tools that answer without an operation of Polar's, and the toolset that lists each. */
export const ownTools = {
  get_connection: {
    "toolset": "organization",
    "risk": "read",
    "listed": {
      "name": "get_connection",
      "title": "Get connection",
      "description": "Who is connected to Polar, the environment (sandbox or production), the organizations with their ids, the permissions, and which tools are switched off here and why.",
      "inputSchema": {"type":"object","properties":{}},
      "annotations": {"readOnlyHint":true},
    },
  },
  list_recent_writes: {
    "toolset": "organization",
    "risk": "read",
    "listed": {
      "name": "list_recent_writes",
      "title": "List recent writes",
      "description": "What this connection changed at Polar last, and whether it was done, refused, or its answer was lost. Latest first, at most 200.",
      "inputSchema": {"type":"object","properties":{"limit":{"type":"integer"}}},
      "annotations": {"readOnlyHint":true},
    },
  },
  get_change: {
    "toolset": "organization",
    "risk": "read",
    "listed": {
      "name": "get_change",
      "title": "Get change",
      "description": "What became of a change that waits for a person to approve it: waiting, made, declined, expired, failed or unknown, with its result. Give the `id` from the result that asked for approval.",
      "inputSchema": {"type":"object","properties":{"id":{"type":"string"}},"required":["id"]},
      "annotations": {"readOnlyHint":true},
    },
  },
  search_tools: {
    "toolset": "discovery",
    "risk": "read",
    "aliases": {"query":"words","q":"words","search":"words","keywords":"words","text":"words"},
    "listed": {
      "name": "search_tools",
      "title": "Search tools",
      "description": "Find tools for anything in Polar that no tool in your list does. Give what you want to do in a few English words (\"extend a license key\"), a toolset, or both. Best match first.",
      "inputSchema": {
        "type": "object",
        "properties": {
          "words": {"type":"string"},
          "toolset": {
            "type": "string",
            "enum": [
              "products",
              "customers",
              "subscriptions",
              "orders",
              "refunds",
              "checkouts",
              "discounts",
              "benefits",
              "license_keys",
              "usage",
              "metrics",
              "members",
              "custom_fields",
              "files",
              "webhooks",
              "organization",
            ],
          },
        },
      },
      "annotations": {"readOnlyHint":true},
    },
  },
  describe_tools: {
    "toolset": "discovery",
    "risk": "read",
    "aliases": {"name":"names","tools":"names","tool":"names","tool_names":"names","tool_name":"names"},
    "listed": {
      "name": "describe_tools",
      "title": "Describe tools",
      "description": "The full definitions of up to 10 tools. Look at the arguments here before you call a tool by its name.",
      "inputSchema": {
        "type": "object",
        "properties": {"names":{"type":"array","items":{"type":"string"}}},
        "required": ["names"],
      },
      "annotations": {"readOnlyHint":true},
    },
  },
  call_read_tool: {
    "toolset": "discovery",
    "risk": "read",
    "aliases": {"args":"arguments","params":"arguments","parameters":"arguments","input":"arguments"},
    "listed": {
      "name": "call_read_tool",
      "title": "Call reading tool",
      "description": "Call a tool that only reads, also one that is not in your list.",
      "inputSchema": {
        "type": "object",
        "properties": {
          "name": {"type":"string"},
          "arguments": {"type":"object","description":"As describe_tools shows them for that tool."},
        },
        "required": ["name"],
      },
      "annotations": {"readOnlyHint":true},
    },
  },
  call_write_tool: {
    "toolset": "discovery",
    "risk": "irreversible",
    "aliases": {"args":"arguments","params":"arguments","parameters":"arguments","input":"arguments"},
    "listed": {
      "name": "call_write_tool",
      "title": "Call changing tool",
      "description": "Call a tool that changes something, also one that is not in your list. Some move money, cannot be undone or give others access, data or goods: describe_tools says so, and then a person decides first.",
      "inputSchema": {
        "type": "object",
        "properties": {
          "name": {"type":"string"},
          "arguments": {"type":"object","description":"As describe_tools shows them for that tool."},
        },
        "required": ["name"],
      },
      "annotations": {"destructiveHint":true},
    },
  },
} as const;

export type OwnToolName = keyof typeof ownTools;
