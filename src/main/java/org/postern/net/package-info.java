/**
 * Connections: listeners, limits, TLS, timeouts, framing of lines, and {@link org.postern.net.ReplyPump}, the one class
 * that connects a protocol's session to a channel.
 *
 * <p>What it promises: one request at a time per connection; answers are pulled in bounded batches on a bounded pool of
 * workers, the next batch only when the channel can take it; a stalled client costs one batch and no thread; nothing
 * received before a TLS handshake survives it; only the event loop writes to a channel, and it never touches a disk.
 *
 * <p>How it fails: a session that throws loses its connection, logged once; others never notice. It must not know the
 * store or what the protocols mean.
 */
@NullMarked
package org.postern.net;

import org.jspecify.annotations.NullMarked;
