// The line to the program: it sends each version, we say when it is shown. When the line breaks, it is made again.
const AGAIN_MS = 800;

export function listen({ onNews, onLost }) {
  const address = new URL('news', location.href.replace(/^http/, 'ws'));
  const socket = new WebSocket(address);
  socket.onmessage = async ({ data }) => {
    try {
      await onNews(JSON.parse(data));
    } finally {
      if (socket.readyState === WebSocket.OPEN) socket.send('shown');
    }
  };
  socket.onclose = () => {
    onLost();
    setTimeout(() => listen({ onNews, onLost }), AGAIN_MS);
  };
}
