// For programs that import src/, which Node alone can't run.
import './ready.js';

// tsx keeps what it compiles in a folder for temporary files, where others of this machine may have put something first,
// and runs that unchecked. So each program compiles anew.
process.env.TSX_DISABLE_CACHE = '1';
await import('tsx');
