package org.postern.boot;

import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.postern.auth.DirectoryException;
import org.postern.auth.Limit;
import org.postern.auth.User;
import org.postern.quota.FolderRules;
import org.postern.store.Account;
import org.postern.store.Actor;
import org.postern.store.Ledger;
import org.postern.store.LedgerEntry;
import org.postern.store.MailboxName;
import org.postern.store.MailboxUse;
import org.postern.store.Reason;
import org.postern.store.Refusal;
import org.postern.store.StorageUse;
import org.postern.store.StoreException;

/**
 * {@code postern quota explain}: what a user stores, which limits hold and why, where it lies, how it grew and when it will be
 * full, and what was refused.
 */
final class QuotaExplanation {
    private static final int MESSAGES = 10;
    private static final int REFUSALS = 10;
    private static final List<Integer> SPANS = List.of(7, 30);

    private final Core core;
    private final User user;
    private final Account account;
    private final FolderRules folders;
    private final LimitRows limits;
    private final BiggestMessages biggest;
    private final ExplanationRows rows = new ExplanationRows();

    private QuotaExplanation(Core core, User user, Account account) throws DirectoryException {
        this.core = core;
        this.user = user;
        this.account = account;
        this.limits = new LimitRows(core, user, rows);
        this.biggest = new BiggestMessages(account, MESSAGES);
        this.folders = DirectoryQuotas.folderRules(limits.rules());
    }

    static ControlResponse explain(Core core, ControlRequest request, InputStream body)
            throws OperationException, DirectoryException, StoreException {
        User user = Accounts.user(core, request.word(0));
        return new QuotaExplanation(core, user, Accounts.account(core, user, request)).run();
    }

    private ControlResponse run() throws DirectoryException, StoreException {
        List<BiggestMessages.Message> largest = biggest.find();
        StorageUse use = account.use();
        rows.add("use", "all folders", use.octets(), use.messages(), percent(use));
        limits.add();
        folders();
        messages(largest);
        Optional<Ledger.Statement> ledger = account.ledger().read();
        if (ledger.isEmpty()) {
            rows.add(
                    "growth",
                    "not known",
                    "",
                    "",
                    "the store keeps no record of what came and went, and of what was refused");
        } else {
            growth(ledger.get(), room(use), use);
            reasons(ledger.get());
            refusals(ledger.get());
        }
        return ControlResponse.rows(rows.all());
    }

    private static String percent(StorageUse use) {
        boolean limited = use.octetLimit().isPresent() || use.messageLimit().isPresent();
        return limited ? use.percent() + "% of what may be stored" : "unlimited";
    }

    private void folders() throws StoreException {
        List<Map.Entry<MailboxName, MailboxUse>> all =
                new ArrayList<>(account.useByMailbox().entrySet());
        all.removeIf(one -> one.getValue().messages() == 0);
        all.sort(Comparator.comparing((Map.Entry<MailboxName, MailboxUse> one) ->
                        -one.getValue().octets())
                .thenComparing(Map.Entry::getKey));
        for (Map.Entry<MailboxName, MailboxUse> one : all) {
            String note = folders.ignore(one.getKey()) ? "counts for nothing" : "";
            rows.add(
                    "folder",
                    one.getKey().path(),
                    one.getValue().octets(),
                    one.getValue().messages(),
                    note);
        }
    }

    private void messages(List<BiggestMessages.Message> largest) throws StoreException {
        for (BiggestMessages.Message message : largest) {
            String subject = biggest.subject(message);
            String day =
                    message.received().atOffset(ZoneOffset.UTC).toLocalDate().toString();
            String where = message.mailbox().path();
            Map<String, Object> row =
                    rows.add("message", where + " uid " + message.uid(), message.octets(), 1L, day + " " + subject);
            row.put("mailbox", where);
            row.put("uid", message.uid());
            row.put("received", message.received().toString());
            row.put("subject", subject);
        }
    }

    /** How many octets more may come; empty when nothing says. */
    private OptionalLong room(StorageUse use) throws DirectoryException, StoreException {
        Limit own =
                user.quota().orElse(new Limit(core.settings().quota().storage().octets()));
        long room = own.isUnlimited() ? Long.MAX_VALUE : own.value() - use.octets();
        Optional<Limit> pool = limits.pool();
        if (pool.isPresent()) {
            long used = core.useOf(user.address().domain()).octets();
            room = Math.min(room, pool.get().value() - used);
        }
        return own.isUnlimited() && pool.isEmpty() ? OptionalLong.empty() : OptionalLong.of(room);
    }

    /** Until storage or messages are at their limit, whichever is sooner; empty when neither will be. */
    private static Optional<Duration> full(QuotaGrowth growth, OptionalLong room, StorageUse use) {
        Optional<Duration> octets = room.isPresent() ? growth.untilOctets(room.getAsLong()) : Optional.empty();
        Optional<Duration> messages = use.messageLimit().isPresent()
                ? growth.untilMessages(use.messageLimit().getAsLong() - use.messages())
                : Optional.empty();
        return Stream.of(octets, messages).flatMap(Optional::stream).min(Comparator.naturalOrder());
    }

    private void growth(Ledger.Statement ledger, OptionalLong room, StorageUse use) {
        boolean limited = room.isPresent() || use.messageLimit().isPresent();
        Instant now = core.clock().instant();
        for (int days : SPANS) {
            Duration span = Duration.ofDays(days);
            QuotaGrowth growth = QuotaGrowth.of(ledger, span, now, name -> !folders.ignore(name));
            String since = ledger.since().isAfter(now.minus(span)) ? ", known since " + day(ledger.since()) : "";
            Optional<Duration> full = full(growth, room, use);
            String when = full.isEmpty()
                    ? (limited ? "not full at that rate" : "unlimited")
                    : full.get().isZero() ? "full now" : "full on " + day(now.plus(full.get())) + " at that rate";
            Map<String, Object> row =
                    rows.add("growth", "last " + days + " days", growth.octets(), growth.messages(), when + since);
            row.put("octets-per-day", growth.octetsPerDay());
            full.ifPresent(left -> row.put("full-on", day(now.plus(left))));
            row.put("since", ledger.since().toString());
        }
    }

    private static String day(Instant at) {
        return at.atOffset(ZoneOffset.UTC).toLocalDate().toString();
    }

    /** Of the last month: what came and went, by reason. */
    private void reasons(Ledger.Statement ledger) {
        int days = SPANS.get(SPANS.size() - 1);
        Instant from = core.clock().instant().minus(Duration.ofDays(days));
        Map<Reason, MailboxUse> sums = new TreeMap<>();
        for (LedgerEntry entry : ledger.entries()) {
            if (entry.at().isAfter(from)) {
                sums.merge(entry.why(), new MailboxUse(entry.octets(), entry.messages()), MailboxUse::plus);
            }
        }
        sums.forEach((why, sum) ->
                rows.add("reason", why.text(), sum.octets(), sum.messages(), "in the last " + days + " days"));
    }

    private static String who(Actor by) {
        return by.session().equals("-") ? "before it was sent" : by.service() + " " + by.session();
    }

    private void refusals(Ledger.Statement ledger) {
        List<Refusal> all = ledger.refusals();
        for (int i = all.size() - 1; i >= Math.max(0, all.size() - REFUSALS); i--) {
            Refusal.Attempt what = all.get(i).what();
            Map<String, Object> row = rows.add(
                    "refused",
                    all.get(i).at().toString(),
                    what.octets(),
                    what.messages(),
                    "for " + what.limit() + ": " + who(what.by()) + " to "
                            + what.mailbox().path());
            row.put("limit", what.limit());
            row.put("service", what.by().service());
            row.put("session", what.by().session());
            row.put("mailbox", what.mailbox().path());
        }
    }
}
