const CTRL_C = '\x03';

/** Hears the first Ctrl+C instead of all others; the next one ends the process as always. */
export interface Interrupt {
  signal: AbortSignal;
  /** Gives the rest back. */
  done(): void;
}

/** For a process that is alone: the others who listen to SIGINT would end it at once. */
export function interruptBySignal(): Interrupt {
  const stop = new AbortController();
  const others = process.listeners('SIGINT');
  const done = () => {
    process.removeListener('SIGINT', interrupted);
    for (const other of others.splice(0)) process.on('SIGINT', other);
  };
  const interrupted = () => {
    done();
    stop.abort();
  };
  process.removeAllListeners('SIGINT');
  process.on('SIGINT', interrupted);
  return { signal: stop.signal, done };
}

/**
 * For a process that serves meanwhile: a terminal sends SIGINT to its children too, and workerd ends by it. So the key is read
 * here, and no signal is made of it. Without a terminal it is the signal.
 */
export function interruptByKey(stdin: NodeJS.ReadStream = process.stdin): Interrupt {
  if (!stdin.isTTY) return interruptBySignal();
  const stop = new AbortController();
  const done = () => {
    stdin.removeListener('data', pressed);
    stdin.setRawMode(false);
    stdin.pause();
  };
  const pressed = (keys: Buffer) => {
    if (!keys.includes(CTRL_C)) return;
    done();
    stop.abort();
  };
  stdin.setRawMode(true);
  stdin.on('data', pressed);
  return { signal: stop.signal, done };
}
