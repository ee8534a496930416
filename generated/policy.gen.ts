// Copied by `npm run generate` from openapi/catalog/policy.ts. Do not edit.
/**
 * The kinds of effect that a call can have on the merchant's account, from the least:
 * - `read`: nothing.
 * - `write`: a change that another call can take back, or a message that is sent. Where a single field is final, its
 *   hint says so.
 * - `exposes`: others get access, data or goods that they didn't have: customers' data at another address, a portal, a
 *   lower price.
 * - `irreversible`: a change that no call can take back, or an access that is lost at once.
 * - `money`: a charge, a refund, or money given up.
 */
export type Risk = 'read' | 'write' | 'exposes' | 'irreversible' | 'money';

export type ChangeRisk = Exclude<Risk, 'read'>;

/** One risk of a change, or several that it has at once. */
export type ChangeRisks = ChangeRisk | readonly ChangeRisk[];

/** A tool to call. Each of its arguments takes the value of one argument of the call that needs the read. */
export interface Read {
  tool: string;
  with: Readonly<Record<string, string>>;
  /** Further arguments, which it always gets. */
  given?: Readonly<Record<string, unknown>>;
  /** Dot paths of the fields that a person is shown, none of which changes by itself in minutes. Omitted: those of lists. */
  fields?: readonly string[];
  /**
   * Whether its fields may change before the person agrees, because others buy meanwhile. Such fields are no part of
   * what the person agrees to.
   */
  changes?: true;
  /** Whether the read only serves to judge the call, and is not shown. */
  quiet?: true;
}

/** The catalog's words and rules that the running server needs around a call of one tool. */
export interface ToolPolicy {
  /**
   * The risks of single arguments that differ from the tool's. A call has the risks of all arguments that it gives. An
   * argument that isn't named here has the tool's risk, as has one that Polar adds. Where only some values of an
   * argument have another risk, `{ true: 'irreversible' }` names them. Each item of a list counts.
   */
  risks?: Readonly<Record<string, ChangeRisks | Readonly<Record<string, ChangeRisks>>>>;
  /**
   * The consequence that a person must know before such a call: who is affected, what is lost, what it costs, who gets
   * what. One or two sentences, in the future. Required for each risk but `write`, be it of a single argument.
   */
  consequence?: string;
  /** Replaces `consequence` for a call that gives one of these arguments, by dot path. */
  consequences?: Readonly<Record<string, string>>;
  /**
   * The reads before such a call, so that the person sees whom it affects. They are repeated once the person has agreed. A
   * read whose arguments the call doesn't give is left out. Omitted: what the operation's path names.
   */
  before?: readonly Read[];
  /** The advice to the caller when the answer to such a call was lost and no read tells what became of it. */
  whenLost?: string;
  /** Says what was done, or what happens next, where Polar's answer is empty. */
  done?: string;
  /** Says beside Polar's answer what is to be done next with it. */
  nextStep?: string;
  /** Dot paths of the secrets that this tool is called for, so that it shows them. All others stay hidden. */
  reveals?: readonly string[];
  /**
   * The list in its answer (`rows` of a table) that is in order of time, the oldest first: the end of a long one is shown.
   * `isLocal`: each item is a period that begins at a date or an hour of the argument `timezone`. `areMetrics`: its figures are
   * Polar's metrics, of several units.
   */
  series?: { in: string; isLocal?: true; areMetrics?: true };
}

/**
 * The fields of a resource that a result shows unless the caller names others, by dot path: `items.label`. The path of a
 * list's item is that of the list. A path that ends at an object shows all of it.
 */
export interface View {
  /** The fields that are shown of each resource in a list. */
  list: readonly string[];
  /** The fields that are shown in addition if the resource stands alone. */
  one?: readonly string[];
  /** A field of its own → the value with which lists and previews leave it out. */
  unless?: Readonly<Record<string, string | number | boolean>>;
  /** A field, by dot path → its meaning when it is empty, where leaving it out would say something else. */
  whenEmpty?: Readonly<Record<string, string>>;
}
