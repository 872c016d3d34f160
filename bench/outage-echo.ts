/** `node outage-echo.js PORT ADDRESS…`: sends back what comes, from the address it came to. */

import { createSocket } from 'node:dgram';

const [port, ...addresses] = process.argv.slice(2);
for (const address of addresses) {
  const socket = createSocket(address.includes(':') ? 'udp6' : 'udp4');
  socket.on('message', (datagram, from) => {
    socket.send(datagram, from.port, from.address, () => undefined);
  });
  socket.bind(Number(port), address);
}
