package org.postern.store.terms;

import java.util.List;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.BytesTermAttribute;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.IndexableField;
import org.apache.lucene.index.Term;
import org.apache.lucene.util.BytesRef;

/** How a message looks in the index. Made anew for each, but for what is costly; one thread at a time. */
final class MessageDocument {
    static final String TERMS = "t";
    static final String UID = "u";
    /** Has its UID as a term, so that it can be deleted by it. */
    private static final String UID_TERM = "n";

    /** The term of messages that may have any; makers give none that is negative. */
    static final long ANY = -1;

    private static final FieldType TYPE = type();

    private final Terms terms = new Terms();
    private final Terms uidTerm = new Terms();
    private final NumericDocValuesField uidValue = new NumericDocValuesField(UID, 0);
    private final List<IndexableField> fields =
            List.of(new Field(TERMS, terms, TYPE), new Field(UID_TERM, uidTerm, TYPE), uidValue);

    private static FieldType type() {
        FieldType type = new FieldType();
        type.setIndexOptions(IndexOptions.DOCS);
        type.setOmitNorms(true);
        type.setTokenized(true);
        type.freeze();
        return type;
    }

    /** Good until it is asked for the next. */
    List<IndexableField> of(long uid, long[] messageTerms) {
        terms.set(messageTerms);
        uidTerm.set(uid);
        uidValue.setLongValue(uid);
        return fields;
    }

    static Term termOf(long uid) {
        BytesRef octets = new BytesRef(new byte[Long.BYTES]);
        write(uid, octets);
        return new Term(UID_TERM, octets);
    }

    static void write(long number, BytesRef into) {
        for (int i = 0; i < Long.BYTES; i++) {
            into.bytes[into.offset + i] = (byte) (number >>> (8 * (Long.BYTES - 1 - i)));
        }
        into.length = Long.BYTES;
    }

    /** Numbers one after the other, as their octets. */
    private static final class Terms extends TokenStream {
        private final BytesTermAttribute attribute = addAttribute(BytesTermAttribute.class);
        private final BytesRef octets = new BytesRef(new byte[Long.BYTES]);
        private long[] numbers = {};
        private int next;

        void set(long... newNumbers) {
            numbers = newNumbers;
        }

        @Override
        public void reset() {
            clearAttributes(); // the end of the message before left marks
            next = 0;
        }

        @Override
        public boolean incrementToken() {
            if (next == numbers.length) {
                return false;
            }
            write(numbers[next++], octets);
            attribute.setBytesRef(octets);
            return true;
        }
    }
}
