package org.postern.mime;

/**
 * One field of a header block, or a line in its place that is none.
 *
 * @param name as the sender wrote it, without blanks before the colon; empty where there is no colon
 * @param raw the value behind the colon, still folded, without its last line end; the whole line where there is no colon
 * @param span the octets of the field in the block, line end included, relative to the beginning of the block
 */
public record HeaderField(String name, Octets raw, Span span) {

    /** The value in one line, without blanks around it. */
    public Octets value() {
        return Octets.trusted(FieldLexer.unfold(raw.latin1()).strip());
    }

    /** The value as people read it, encoded words decoded. */
    public String text() {
        return EncodedWords.decode(raw).strip();
    }
}
