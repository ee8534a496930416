const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** Whether a text has the form of Polar's own ids. An external id is free text, and may be an email. */
export const isPolarId = (text: string) => UUID.test(text);
