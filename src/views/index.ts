export { VIEW, VIEW_MIME_TYPE, viewContents } from './resource.ts';
export { canAsk, hasView, viewLink, withViewMeta } from './tools.ts';
export { VIEW_META_KEY, type ViewMeta } from './view-meta.ts';
