package org.postern.imap.sort;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.postern.imap.SelectedInbox;
import org.postern.imap.response.Untagged;
import org.postern.imap.search.Results;
import org.postern.imap.search.Scores;
import org.postern.imap.search.SearchTest;
import org.postern.imap.state.Access;
import org.postern.imap.state.ActiveComparator;
import org.postern.imap.state.Expunges;
import org.postern.imap.state.KeptKeys;
import org.postern.imap.state.SelectedMailbox;
import org.postern.imap.syntax.Addressing;
import org.postern.mime.Collation;
import org.postern.store.UidSet;
import org.postern.store.UserName;
import org.postern.wire.WireOut;

/** Messages come and go, and now some and now others are sorted: keys that were kept give what keys made anew give. */
final class KeptKeysSortTest {
    private static final UserName ALICE = UserName.of("alice@example.org");
    private static final int ROUNDS = 40;

    private final KeptKeys kept = new KeptKeys(1 << 20);
    private final KeptKeys none = new KeptKeys(0);
    private int sent;

    @Test
    void nothingIsTakenForWhatItIsNot() throws Exception {
        Random random = new Random(5256);
        try (SelectedInbox inbox = new SelectedInbox()) {
            SelectedMailbox selected = inbox.select(Access.READ_WRITE).mailbox();
            for (int round = 0; round < ROUNDS; round++) {
                for (int left = random.nextInt(8); left > 0; left--) {
                    inbox.with(message(random));
                }
                selected.touch();
                selected.sync(Expunges.TOLD);
                UidSet all = selected.view().all();
                if (!all.isEmpty() && random.nextInt(3) == 0) {
                    inbox.expunge(some(all, random, 8).stream().toArray());
                }
                UidSet found = some(all, random, 1 + random.nextInt(2));
                List<SortCriterion> criteria = criteria(random);
                ActiveComparator comparator = comparator(random);
                assertThat(sorted(selected, found, criteria, comparator, kept))
                        .as("round %d: %s by %s", round, found, criteria)
                        .isEqualTo(sorted(selected, found, criteria, comparator, none));
                ThreadResponses.Program program = new ThreadResponses.Program(
                        List.of(ThreadAlgorithm.values()).get(random.nextInt(3)),
                        Addressing.UID,
                        comparator.collation());
                assertThat(threads(selected, found, program, kept))
                        .as("round %d: threads of %s", round, found)
                        .isEqualTo(threads(selected, found, program, none));
            }
            assertThat(kept.octets()).isPositive();
            assertThat(none.octets()).isZero();
        }
    }

    @Test
    void aKeyAskedForTwiceIsTheSame() throws Exception {
        try (SelectedInbox inbox = new SelectedInbox();
                KeyReader reader =
                        new KeyReader(inbox.select(Access.READ_WRITE).mailbox(), new Keeping(kept, ALICE, 1))) {
            TextColumn subjects = reader.texts(SortKey.SUBJECT, Collation.OCTET);
            assertThat(reader.texts(SortKey.SUBJECT, Collation.OCTET)).isSameAs(subjects);
            assertThat(reader.texts(SortKey.FROM, Collation.OCTET)).isNotSameAs(subjects);
        }
    }

    private String message(Random random) {
        int id = random.nextInt(60);
        return """
                Message-ID: <m%d@example.org>
                References: <m%d@example.org> <m%d@example.org>
                Subject: %ss%d
                From: %c%d@example.org
                Date: %d Jan 2026 12:00:%02d +0000

                %d
                """.formatted(
                        id,
                        random.nextInt(60),
                        random.nextInt(90),
                        random.nextBoolean() ? "Re: " : "",
                        random.nextInt(12),
                        random.nextBoolean() ? 'a' : 'A',
                        random.nextInt(9),
                        1 + random.nextInt(28),
                        random.nextInt(60),
                        ++sent);
    }

    private static UidSet some(UidSet all, Random random, int oneOf) {
        return UidSet.of(all.stream().filter(uid -> random.nextInt(oneOf) == 0).toArray());
    }

    private static List<SortCriterion> criteria(Random random) {
        List<SortKey> keys = new ArrayList<>(EnumSet.complementOf(EnumSet.of(SortKey.RELEVANCY)));
        List<SortCriterion> criteria = new ArrayList<>();
        for (int left = 1 + random.nextInt(3); left > 0; left--) {
            SortKey key = keys.get(random.nextInt(keys.size()));
            criteria.add(new SortCriterion(
                    key, random.nextBoolean() ? SortCriterion.Direction.FORWARD : SortCriterion.Direction.REVERSE));
        }
        return criteria;
    }

    private static ActiveComparator comparator(Random random) {
        Collation collation = random.nextInt(4) == 0 ? Collation.OCTET : Collation.UNICODE_CASEMAP;
        return new ActiveComparator(
                collation, List.of(ActiveComparator.Direction.values()).get(random.nextInt(2)));
    }

    private static List<Long> sorted(
            SelectedMailbox selected,
            UidSet found,
            List<SortCriterion> criteria,
            ActiveComparator comparator,
            KeptKeys keys)
            throws Exception {
        try (Sorting sorting = new Sorting(selected, criteria, comparator, new Keeping(keys, ALICE, 1))) {
            sorting.begin(found, new Scores());
            while (sorting.goOn()) {}
            Results results = sorting.results();
            Long[] uids = new Long[results.size()];
            Arrays.setAll(uids, results::get);
            return List.of(uids);
        }
    }

    private static String threads(
            SelectedMailbox selected, UidSet found, ThreadResponses.Program program, KeptKeys keys) throws Exception {
        try (ThreadResponses responses =
                new ThreadResponses(selected, SearchTest.in(found), program, new Keeping(keys, ALICE, 1))) {
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            for (Optional<Untagged> line = next(responses); line.isPresent(); line = next(responses)) {
                Untagged told = line.get();
                answer.writeBytes(WireOut.compose(1 << 16, out -> {
                    var unused = told.encode(out);
                }));
            }
            return answer.toString(ISO_8859_1);
        }
    }

    private static Optional<Untagged> next(ThreadResponses responses) throws Exception {
        return Optional.ofNullable(responses.poll());
    }
}
