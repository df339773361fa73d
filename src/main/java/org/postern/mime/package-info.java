/**
 * Messages by byte offsets: their MIME structure, headers, addresses, dates, decoded text, and search in them.
 *
 * <p>A message is an {@link org.postern.mime.OctetSource}, a run of octets that somebody else keeps. {@link
 * org.postern.mime.MessageScanner} reads it once and gives a tree of {@link org.postern.mime.MimePart}, which holds
 * offsets and the Content fields and nothing else, so a gigabyte of attachment costs no memory. Headers are read again
 * where they are wanted ({@link org.postern.mime.HeaderBlock}), bodies are streamed ({@link
 * org.postern.mime.BodyDecoder}).
 *
 * <p>Promises: offsets are exact for any octets whatever, children lie inside their parents, and what the structure does
 * not understand is still covered by some part. Time and memory grow linearly with the input at worst; the constants are
 * in {@link org.postern.mime.MimeLimits}. Beyond a limit the structure is cut, never the message.
 *
 * <p>How it fails: malformed mail is never an error, it is read in the most useful way. The only exceptions are an
 * {@link java.io.IOException} from the source and {@link org.postern.mime.UnknownEncodingException} for a body whose
 * transfer encoding nobody knows.
 *
 * <p>Raw header octets are {@link org.postern.mime.Octets}; a {@link String} here is either plain ASCII syntax or decoded
 * text. This package knows neither IMAP nor the store, opens no file and starts no thread.
 */
@NullMarked
package org.postern.mime;

import org.jspecify.annotations.NullMarked;
