export { llmsTxt, startPage, startPageAsMarkdown } from './landing.ts';
