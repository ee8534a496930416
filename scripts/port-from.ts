export const DEFAULT_PORTS = { PORT: 8787, POLAR_PORT: 4010 };

/**
 * Reads the port of the Worker (`PORT`) or of the simulator (`POLAR_PORT`) from the environment.
 *
 * @throws Error that names the variable when that is no port
 */
export function portFrom(variable: keyof typeof DEFAULT_PORTS): number {
  const text = process.env[variable];
  if (!text) return DEFAULT_PORTS[variable];
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new Error(`${variable} is not a port: ${text}`);
  return port;
}
