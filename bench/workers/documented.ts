import { lazily } from './lazy.ts';

export default lazily(() => import('./sdk-documented.ts'));
