export { describeTool, describeTools, does, searchTools, summary } from './discovery.ts';
