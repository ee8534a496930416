"""Drives one of Python's MCP clients: `driver.py CLIENT URL`.

Reads a line of JSON for each thing to do, and answers each with a line of JSON. The client opens the person's browser by
$BROWSER, and gets its code at an address of its own on this machine.
"""

import asyncio
import json
import os
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlparse

CALLBACK_SECONDS = 30


class Callback:
    """The client's own address, to which a login leads."""

    def __init__(self):
        self.arrived = threading.Event()
        self.query = {}
        callback = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                callback.query = parse_qs(urlparse(self.path).query)
                self.send_response(200)
                self.end_headers()
                callback.arrived.set()

            def log_message(self, *_):
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server.server_port}/callback"

    async def wait(self):
        if not await asyncio.to_thread(self.arrived.wait, CALLBACK_SECONDS):
            raise RuntimeError("Nobody came back from the login")
        self.arrived.clear()
        return self.query


class Tokens:
    """The client's tokens, in memory."""

    tokens = None
    client = None

    async def get_tokens(self):
        return self.tokens

    async def set_tokens(self, tokens):
        self.tokens = tokens

    async def get_client_info(self):
        return self.client

    async def set_client_info(self, client):
        self.client = client


def sign_in(url):
    """The SDK's own sign-in, with its defaults."""
    from mcp.client.auth import OAuthClientProvider
    from mcp.shared.auth import AuthorizationCodeResult, OAuthClientMetadata

    callback = Callback()

    async def open_browser(address):
        await asyncio.create_subprocess_exec(os.environ["BROWSER"], address)

    async def wait_for_code():
        query = await callback.wait()
        first = {name: values[0] for name, values in query.items()}
        return AuthorizationCodeResult(code=first["code"], state=first.get("state"), iss=first.get("iss"))

    metadata = OAuthClientMetadata(client_name="polar-mcp lab", redirect_uris=[callback.url])
    return OAuthClientProvider(url, metadata, Tokens(), open_browser, wait_for_code)


async def agree(*_):
    from mcp_types import ElicitResult

    return ElicitResult(action="accept", content={"agree": True})


def shown(result):
    """A result as the lab takes it."""
    is_error = bool(getattr(result, "is_error", None) or getattr(result, "isError", None))
    return {"text": "\n".join(getattr(part, "text", "") for part in result.content), "isError": is_error}


async def drive(list_tools, call_tool):
    """Does what the lab says until it says no more."""
    loop = asyncio.get_running_loop()
    print(json.dumps({"ready": True}), flush=True)
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        asked = json.loads(line)
        try:
            if asked["do"] == "list":
                answer = {"tools": [tool.name for tool in await list_tools()]}
            else:
                answer = await call_tool(asked["tool"], asked["arguments"])
        except Exception as error:  # Whatever the client throws is what its program sees.
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), flush=True)


async def drive_mcp(url):
    import httpx2
    from mcp import Client
    from mcp.client.streamable_http import streamable_http_client

    async with httpx2.AsyncClient(auth=sign_in(url), follow_redirects=True, timeout=60) as http:
        async with Client(streamable_http_client(url, http_client=http), elicitation_callback=agree) as client:

            async def list_tools():
                return (await client.list_tools()).tools

            async def call_tool(name, arguments):
                return shown(await client.call_tool(name, arguments))

            await drive(list_tools, call_tool)


async def drive_fastmcp(url):
    from fastmcp import Client

    async with Client(url, auth="oauth") as client:

        async def call_tool(name, arguments):
            return shown(await client.call_tool(name, arguments, raise_on_error=False))

        await drive(client.list_tools, call_tool)


async def drive_agents(url):
    from agents.mcp import MCPServerStreamableHttp

    params = {"url": url, "auth": sign_in(url), "timeout": 60}
    async with MCPServerStreamableHttp(params=params, client_session_timeout_seconds=60) as server:

        async def call_tool(name, arguments):
            return shown(await server.call_tool(name, arguments))

        await drive(server.list_tools, call_tool)


CLIENTS = {"mcp": drive_mcp, "fastmcp": drive_fastmcp, "openai-agents": drive_agents}

asyncio.run(CLIENTS[sys.argv[1]](sys.argv[2]))
