import { collectionSchemas } from './collections.ts';
import type { ApiDocument, Item, Schema } from './document.ts';
import { isNullable } from './document.ts';
import { uuidOf } from './ids.ts';
import { type Clock, Jobs } from './jobs.ts';
import { missingFields, type ShapeContext, shape } from './shape.ts';

export interface StoredRecord extends Item {
  id: string;
  created_at: string;
  organization_id: string;
}

/** The payment processor's answers, which a test may change. */
export interface Processor {
  /** The status of a refund. */
  refundStatus: 'succeeded' | 'pending' | 'failed';
  /** Whether cards are declined. */
  declinesCharges: boolean;
}

const OBLIGING: Processor = { refundStatus: 'succeeded', declinesCharges: false };

type ChangeListener = (collection: string, record: StoredRecord) => void;

/**
 * Every resource of the simulated account. Records refer to each other by id and are joined when they are read, so a
 * renamed customer is renamed in all its orders.
 */
export class Store {
  /** The jobs that change these records a moment later. */
  readonly jobs: Jobs;
  /** The payment processor's answer. */
  readonly processor: Processor = { ...OBLIGING };
  /** The states of customers that Polar keeps, by their id. */
  readonly states = new Map<string, Item>();
  readonly #listeners: ChangeListener[] = [];
  readonly #document: ApiDocument;
  readonly #schemas: Map<string, Schema>;
  readonly #collections = new Map<string, Map<string, StoredRecord>>();
  /** Every record that ever existed. Deleted ones are gone from lists, but an old order still names its customer. */
  readonly #everything = new Map<string, StoredRecord>();
  #created = 0;
  #lastInstant = 0;

  constructor(document: ApiDocument, clock?: Clock) {
    this.jobs = new Jobs(clock);
    this.#document = document;
    this.#schemas = collectionSchemas(document);
  }

  /**
   * Adds a record. Fields that the document requires and nobody gave are filled in, so that lists can be filtered and
   * sorted by them.
   */
  insert(collection: string, given: Item & { organization_id: string }): StoredRecord {
    const created = typeof given.created_at === 'string' ? given.created_at : this.now();
    const id = typeof given.id === 'string' ? given.id : this.newId();
    const record: StoredRecord = { modified_at: null, ...given, id, created_at: created };
    const schema = this.#schemas.get(collection);
    if (schema) Object.assign(record, missingFields(schema, record, this.#context(id, created)));
    this.#of(collection).set(id, record);
    this.#everything.set(id, record);
    this.#tell(collection, record);
    return record;
  }

  /** Changes a record in place. `null` for a field that can't be null means "leave it". */
  update(collection: string, record: StoredRecord, changes: Item): StoredRecord {
    for (const [name, value] of Object.entries(changes)) {
      if (value === undefined || (value === null && !this.#mayBeNull(collection, record, name))) continue;
      record[name] = value;
    }
    record.modified_at = this.now();
    this.#tell(collection, record);
    return record;
  }

  /** Calls back after every record that is made or changed from now on. */
  onChange(listener: ChangeListener): void {
    this.#listeners.push(listener);
  }

  #tell(collection: string, record: StoredRecord): void {
    for (const listener of this.#listeners) listener(collection, record);
  }

  remove(collection: string, id: string): void {
    this.#of(collection).delete(id);
  }

  get(collection: string, id: string): StoredRecord | undefined {
    return this.#of(collection).get(id);
  }

  list(collection: string): StoredRecord[] {
    return [...this.#of(collection).values()];
  }

  find(collection: string, matches: (record: StoredRecord) => boolean): StoredRecord | undefined {
    return this.list(collection).find(matches);
  }

  /** Any record by its id, deleted ones included. */
  lookup(id: string): StoredRecord | undefined {
    return this.#everything.get(id);
  }

  knows(collection: string): boolean {
    return this.#schemas.has(collection);
  }

  /** Moves every instant of every record by so many milliseconds. */
  moveInTime(ms: number): void {
    for (const record of this.#everything.values()) Object.assign(record, moved(record, ms));
  }

  /** The id of something new. */
  newId(): string {
    this.#created += 1;
    return uuidOf(`created ${this.#created}`);
  }

  /** The value that `schema` describes, filled from a record and from what it refers to. */
  shape(schema: Schema, given: unknown): unknown {
    return shape(schema, given, this.#context('answer', this.now()));
  }

  #context(seed: string, date: string): ShapeContext {
    const { resolve, nameOf } = this.#document;
    return { resolve, nameOf, lookup: (id) => this.#everything.get(id), date, seed };
  }

  /** The current time as the jobs' clock has it, later at each call, so that the order of creation can be read off. */
  now(): string {
    this.#lastInstant = Math.max(Date.now() + this.jobs.advancedMs, this.#lastInstant + 1);
    return new Date(this.#lastInstant).toISOString();
  }

  #of(collection: string): Map<string, StoredRecord> {
    let records = this.#collections.get(collection);
    if (!records) {
      records = new Map();
      this.#collections.set(collection, records);
    }
    return records;
  }

  #mayBeNull(collection: string, record: StoredRecord, name: string): boolean {
    const schema = this.#schemas.get(collection);
    if (!schema) return true;
    const resolve = this.#document.resolve;
    const members = resolve(schema).anyOf ? (this.#document.resolve(schema).anyOf ?? []) : [schema];
    const found = members
      .map((member) => resolve(member).properties?.[name])
      .filter((property) => property !== undefined);
    if (found.length === 0) return record[name] === undefined || record[name] === null;
    return found.some((property) => isNullable(property, resolve));
  }
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

function moved(value: unknown, ms: number): unknown {
  if (typeof value === 'string') return INSTANT.test(value) ? new Date(Date.parse(value) + ms).toISOString() : value;
  if (Array.isArray(value)) return value.map((item) => moved(item, ms));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, moved(inner, ms)]));
}
