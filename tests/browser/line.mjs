/*
 * A bad line, as far as one machine can have one without being root: a relay
 * on the loopback between browser and server.
 *   delay_ms   every piece, either way, comes so much later: a round trip
 *              takes twice that, and so does the opening of a connection
 *   loss       one piece in so many is lost: it comes a round trip later, when
 *              it was sent again, and all behind it waits for it
 *   reset      one connection in so many, the first to begin with, ends in
 *              the middle of what is answered: the browser or the visitor has
 *              to try again
 * Above TCP a lost packet is nothing but such a wait: no browser sees more of
 * it.  Which are lost is the same in every run.
 */
import net from 'node:net';

const SEGMENT_BYTES = 1400, RESET_BYTES = 2000;

export const line = async (target, { delay_ms, loss, reset }) => {
  const to = new URL(target), open = new Set();
  let connections = 0, pieces = 0, resets = 0, lost = 0;
  const relay = (from, into, limit) => {
    let free = Date.now() + 2 * delay_ms, passed = 0, queue = Promise.resolve();
    const send = (piece, late) => {
      const now = Date.now();
      free = Math.max(free, now + delay_ms) + late;
      const wait = free - now;
      const come = new Promise(done => setTimeout(done, wait));
      queue = queue.then(() => come).then(() => {
        if (into.destroyed) return;
        if (!piece) return into.end();
        passed += piece.length;
        if (passed <= limit) return into.write(piece);
        resets++;
        from.resetAndDestroy();
        into.resetAndDestroy();
      });
    };
    from.on('data', data => {
      for (let at = 0; at < data.length; at += SEGMENT_BYTES) {
        const is_lost = ++pieces % loss === 0;
        lost += is_lost;
        send(data.subarray(at, at + SEGMENT_BYTES), is_lost ? 2 * delay_ms : 0);
      }
    });
    from.on('end', () => send(null, 0));
    from.on('error', () => into.destroy());
  };
  const server = net.createServer(near => {
    const far = net.connect(to.port, to.hostname);
    open.add(near);
    near.on('close', () => {
      open.delete(near);
      far.destroy();
    });
    relay(near, far, Infinity);
    relay(far, near, connections++ % reset === 0 ? RESET_BYTES : Infinity);
  });
  await new Promise(done => server.listen(0, '127.0.0.1', done));
  return {
    address: 'http://127.0.0.1:' + server.address().port,
    told: () => lost + ' of ' + pieces + ' pieces and ' + resets + ' of ' + connections + ' connections were lost',
    close: () => { for (const one of open) one.destroy(); server.close(); },
  };
};
