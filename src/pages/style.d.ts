/** The bundler makes a text of a stylesheet: see the rules in wrangler.toml. */
declare module '*.css' {
  const text: string;
  export default text;
}
