/**
 * Cuts what an LMTP or SMTP client sends into requests: command lines, and bodies after DATA or BDAT.
 *
 * <p>What it promises: a body is handed over in pieces of bounded size, its octets exactly as meant by the client, and ends
 * only where RFC 5321 4.1.1.4 (CR LF "." CR LF) or RFC 3030 (the announced number of octets) says, whether anybody wants
 * it or not; so nothing of a body is ever read as a command.
 *
 * <p>How it fails: a line that is too long is a request of its own, which the session answers. It must not
 * know what commands mean, nor the store.
 */
@NullMarked
package org.postern.lmtp.codec;

import org.jspecify.annotations.NullMarked;
