/**
 * The wiring: what a server is made of, in which order it starts and stops, and what operators' commands do to it.
 *
 * <p>{@link org.postern.boot.Core} is everything that works without listening: directories, users, store, quota,
 * delivery. {@link org.postern.boot.Server} puts listeners, the control socket and housekeeping around one. Everything is
 * made by constructor calls; there is no container. {@link org.postern.boot.Operations} is the table of what commands
 * can do; they run inside the server when one runs (over {@link org.postern.boot.ControlSocket}), and in the command's
 * own process under the directory's lock when none does, by the same code.
 *
 * <p>Promises: one process owns a data directory. Start is all or nothing: what was opened is closed again when a later
 * step fails. Stop goes the other way round: no new connections, sessions finish, the queue rests, the store closes,
 * the lock falls.
 *
 * <p>How it fails: {@link java.io.IOException} with a sentence for the operator. What a running server cannot change
 * (addresses, directories) it says in the log at a reload and keeps as it is.
 */
@NullMarked
package org.postern.boot;

import org.jspecify.annotations.NullMarked;
