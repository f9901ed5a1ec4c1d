// An echo server: node echo.mjs PORT
import { createServer } from 'node:net';

const server = createServer({ noDelay: true }, (socket) => {
  socket.on('data', (data) => socket.write(data));
  socket.on('error', () => {});
});
server.listen(Number(process.argv.at(-1)), '127.0.0.1');
