/**
 * Connections: listeners, limits, TLS, timeouts, framing of lines, and {@link org.postern.net.ReplyPump}, the one class
 * that connects a protocol's session to a channel.
 *
 * <p>What it promises: one request at a time per connection; answers are pulled in bounded batches on a bounded pool of
 * workers, one batch ahead of the channel at most; a stalled client costs two batches and no thread; nothing
 * received before a TLS handshake survives it; only the event loop writes to a channel, and it never touches a disk.
 *
 * <p>Of one connection the event loop has {@link org.postern.net.ReplyPump}, {@link org.postern.net.Intake} and
 * {@link org.postern.net.BatchWriter}; a worker has a {@link org.postern.net.Turn} of its
 * {@link org.postern.net.Conversation}.
 *
 * <p>{@link org.postern.net.Listeners} is the way in: it owns sockets, event loops, workers and the certificate, counts
 * connections, tells the audit log who came and why he left, and stops gracefully. Protocols bring a
 * {@link org.postern.net.SessionFactory} and cut their input with a {@link org.postern.net.Framer}, made of
 * {@link org.postern.net.LineFramer} and {@link org.postern.net.DotFramer} where these fit.
 *
 * <p>How it fails: a session that throws loses its connection, logged once; others never notice. It must not know the
 * store or what the protocols mean.
 */
@NullMarked
package org.postern.net;

import org.jspecify.annotations.NullMarked;
