/** In the place of what is imported late. */
export {};
