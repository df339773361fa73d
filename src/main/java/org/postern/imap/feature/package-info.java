/**
 * The extensions, one file each, and {@link org.postern.imap.feature.ImapFeatures#ALL}, the table of them. IMAP4rev2 is
 * the base; rev1 is one of the extensions.
 *
 * <p>What it promises: an extension that only adds is this one file, its row, its row in the RFC index and a transcript;
 * what is in the table is advertised, and nothing is advertised that does not work completely.
 *
 * <p>It must not know the dispatcher; the base must not know any of it. What features bring is folded once, at start,
 * into the {@link org.postern.imap.command.Grammar}.
 */
@NullMarked
package org.postern.imap.feature;

import org.jspecify.annotations.NullMarked;
