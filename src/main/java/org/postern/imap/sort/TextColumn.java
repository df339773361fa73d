package org.postern.imap.sort;

import java.time.Instant;
import org.postern.imap.sort.SortCriterion.Direction;
import org.postern.mime.CaseMap;
import org.postern.mime.Collation;
import org.postern.mime.HeaderBlock;

/** The texts that a {@link SortKey} gives messages, in the form in which they compare: numbers, 0 for the empty text. */
final class TextColumn extends KeyColumn {
    private final SortKey key;
    private final CaseMap caseMap;
    private final OctetPool texts;

    /** @param seed what nobody who writes messages can guess */
    TextColumn(SortKey key, Collation collation, long seed) {
        this.key = key;
        this.caseMap = new CaseMap(collation);
        this.texts = new OctetPool(seed);
        texts.add("");
    }

    @Override
    long number(Instant received, HeaderBlock header) {
        return texts.add(caseMap.form(key.text(header)));
    }

    /** How many different texts there are. */
    int texts() {
        return texts.size();
    }

    @Override
    int[] sorted(int[] order, long[] numbers, Direction direction) {
        int[] ranks = texts.ranks();
        int[] keys = new int[numbers.length];
        for (int i = 0; i < keys.length; i++) {
            int rank = ranks[(int) numbers[i]];
            keys[i] = direction == Direction.REVERSE ? texts.size() - 1 - rank : rank;
        }
        return RankSort.sorted(order, keys, texts.size());
    }

    @Override
    public long octets() {
        return super.octets() + texts.octets();
    }
}
