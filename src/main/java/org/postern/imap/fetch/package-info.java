/**
 * What FETCH tells of messages: {@link org.postern.imap.fetch.FetchItem}, an open set with a table that extensions add
 * to, and {@link org.postern.imap.fetch.FetchRow}, one message while it is being told of.
 *
 * <p>What it promises: a message's file is opened at most once and its structure found at most once for a row, and neither
 * for rows that do not need it; a header alone does not cost reading the body. Whatever may fail fails before the first
 * octet of a FETCH line: once a literal is announced all its octets follow, or the connection closes. Bodies are streamed,
 * as regions of their file where the transport can; BODYSTRUCTURE goes out part by part.
 *
 * <p>It fails with the store's exception for a message that is gone or cannot be read, and with a Refusal for what
 * cannot be decoded. It must not know the commands that use it, nor search.
 */
@NullMarked
package org.postern.imap.fetch;

import org.jspecify.annotations.NullMarked;
