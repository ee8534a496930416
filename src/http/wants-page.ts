/** Whether a person looks at the answer, rather than a program. */
export const wantsPage = (request: Request) => request.headers.get('Accept')?.includes('text/html') ?? false;
