/**
 * The base commands of RFC 9051, one file each: a record with its {@code SPEC}, a pure {@code parse} and an
 * {@code execute} that returns its answer.
 *
 * <p>What it promises: {@code parse} has no side effects and consumes the whole command or refuses it with a position;
 * {@code execute} never writes, and adds neither tag nor pending updates, which the dispatcher does for all alike.
 *
 * <p>It fails with a Refusal or with the store's exception, which the dispatcher maps once. It must not know extensions:
 * what they add comes in through the {@link org.postern.imap.command.Grammar}.
 */
@NullMarked
package org.postern.imap.command;

import org.jspecify.annotations.NullMarked;
