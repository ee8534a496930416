import { afterAll, beforeAll, vi } from 'vitest';
import { controlSimulator, type SimulatorControl } from '../../simulator/control.ts';
import { type Simulator, startSimulator } from '../../simulator/index.ts';

/** A simulated Polar for the tests of one file, whose calls log nothing meanwhile. */
export interface Shop {
  readonly simulator: Simulator;
  readonly control: SimulatorControl;
}

export function openShop(): Shop {
  let simulator: Simulator | undefined;
  let control: SimulatorControl | undefined;
  beforeAll(async () => {
    // Each change is logged.
    vi.spyOn(console, 'warn').mockReturnValue();
    simulator = await startSimulator();
    control = controlSimulator(simulator.url);
  });
  afterAll(async () => {
    vi.restoreAllMocks();
    await simulator?.close();
  });
  return {
    get simulator() {
      if (!simulator) throw new Error('It opens before the first test');
      return simulator;
    },
    get control() {
      if (!control) throw new Error('It opens before the first test');
      return control;
    },
  };
}
