// tsx keeps what it compiles in a folder for temporary files, where others of this machine may have put something first,
// and runs that unchecked. These scripts hold secrets of a deployment, so each compiles anew.
process.env.TSX_DISABLE_CACHE = '1';
await import('tsx');
