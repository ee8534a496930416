import type { Config } from '../config/index.ts';

/**
 * Adds where people read about this server to a metadata document: its start page. The provider has an option for neither field.
 *
 * @param field `service_documentation` (RFC 8414 section 2) or `resource_documentation` (RFC 9728 section 2)
 * @param answer the document; a refusal, and the answer to HEAD, stay as they are
 */
export async function withDocumentation(
  field: 'service_documentation' | 'resource_documentation',
  answer: Response,
  { baseUrl }: Config,
): Promise<Response> {
  const isDocument = answer.status === 200 && answer.headers.get('Content-Type')?.startsWith('application/json');
  if (!isDocument || answer.body === null) return answer;
  const metadata = await answer.json<object>();
  return Response.json({ ...metadata, [field]: `${baseUrl}/` }, answer);
}
