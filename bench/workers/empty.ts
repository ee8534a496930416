/** Costs what every Worker costs. */
export default {
  fetch: () => new Response('ok'),
} satisfies ExportedHandler;
