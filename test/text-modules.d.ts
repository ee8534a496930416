/** In Node, the view is imported as bundlers import it; wrangler has such declarations for the Worker. */
declare module '*.html' {
  const text: string;
  export default text;
}
