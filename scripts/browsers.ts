/** The browsers for which pages and views are made, as esbuild names them: those since 2024, which have `light-dark()`. */
export const BROWSERS = ['chrome123', 'firefox120', 'safari17.5'];
