import type { McpUiDisplayMode, McpUiHostContext } from '@modelcontextprotocol/ext-apps';

interface DisplayModeButtonProps {
  context: McpUiHostContext;
  request(mode: McpUiDisplayMode): Promise<void>;
}

/** Shows the view in all of the host's window, and in the conversation again, where the host can do that. */
export function DisplayModeButton({ context, request }: DisplayModeButtonProps) {
  const { displayMode, availableDisplayModes = [] } = context;
  const other = displayMode === 'fullscreen' ? 'inline' : 'fullscreen';
  if (!availableDisplayModes.includes(other)) return null;
  return (
    <button type="button" class="plain display-mode" onClick={() => void request(other)}>
      {other === 'fullscreen' ? 'Full screen' : 'Leave full screen'}
    </button>
  );
}
