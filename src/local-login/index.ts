export { isLoginCommand, runLoginCommand } from './commands.ts';
export { type OpenLogin, openLogin } from './tokens.ts';
