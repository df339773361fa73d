/**
 * The values of IMAP commands with their parsers and written forms: message sets, flags, dates, mailbox names, LIST
 * patterns, STATUS items.
 *
 * <p>What it promises: everything here is immutable, parses without side effects, and refuses with a position what it
 * cannot understand; patterns match in linear time; {@code parse(compose(x))} is {@code x}.
 *
 * <p>It knows the lexer and the values of the store, and no session: what a sequence number means is decided by the view
 * in {@code imap.state}.
 */
@NullMarked
package org.postern.imap.syntax;

import org.jspecify.annotations.NullMarked;
