/** A figure of one part of the benchmark. Only figures of the same run are ever compared. */
export type Finding = Comparison | Quantity;

/** Which promise of docs/performance.md it belongs to. */
export type Topic =
  | 'calls'
  | 'lists'
  | 'edge'
  | 'development'
  | 'start-up'
  | 'size'
  | 'memory'
  | 'load'
  | 'scale'
  | 'generation'
  | 'project'
  | 'functions'
  | 'walks';

interface Described {
  topic: Topic;
  /** Names the figure in the first column of a table: `tools/call list_products`. */
  what: string;
  /**
   * Why the goal is known to be missed: one sentence about what stands in the way, or what isn't comparable. The page shows
   * it, and `--check` passes.
   */
  missedBecause?: string;
}

/** One thing beside another, each measured once a round, in turns: noise hits both, and the ratio stays. */
export interface Comparison extends Described {
  /** By round. */
  ours: readonly number[];
  beside: { name: string; values: readonly number[] };
  unit: Unit;
  /** The goal for ours ÷ beside's, if there is one. */
  atMost?: number;
  /** The goal for ours, whatever stands beside it. */
  oursAtMost?: number;
}

/** Something that stands for itself: a count, a size, a share. */
interface Quantity extends Described {
  /** One, or one a round. */
  values: readonly number[];
  unit: Unit;
  atMost?: number;
}

/** `''` is a count. */
export type Unit = 'ms' | 's' | 'µs' | 'kB' | 'MB' | '/s' | '%' | '';

/** The report of one part of `npm run bench`. */
export interface Measured {
  findings: Finding[];
  /** The page's words below the table of a topic: Markdown paragraphs or tables, without headings. */
  notes?: Partial<Record<Topic, string>>;
}

/** One part. It says on stderr what it is doing, since it may take a minute, and leaves nothing running. */
export type Part = (say: (line: string) => void) => Promise<Measured>;
