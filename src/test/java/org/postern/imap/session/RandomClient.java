package org.postern.imap.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postern.imap.ImapDriver;
import org.postern.store.Account;
import org.postern.store.Delta;
import org.postern.store.Mailbox;
import org.postern.store.MailboxName;
import org.postern.store.MailboxSnapshot;
import org.postern.store.ModSeq;
import org.postern.store.StoreException;
import org.postern.store.UidSet;

/**
 * A client that believes what it is told, and complains of what cannot be: numbers out of range, EXPUNGE where it counts,
 * mailboxes that shrink, mod-sequences that fall. What it believes is held against the store.
 */
final class RandomClient {
    /** What a client has turned on. */
    enum Trait {
        REV2("IMAP4rev2"),
        CONDSTORE("CONDSTORE"),
        QRESYNC("QRESYNC"),
        UIDONLY("UIDONLY"),
        /** NOTIFY of everything in the selected mailbox, at once. */
        NOTIFIED(""),
        /** NOTIFY, SELECTED-DELAYED, without flags. */
        DELAYED(""),
        /** NOTIFY of other mailboxes only. */
        ELSEWHERE("");

        private final String name;

        Trait(String name) {
            this.name = name;
        }
    }

    /** When a response comes. */
    enum Moment {
        /** With FETCH, STORE or SEARCH by numbers. */
        COUNTING,
        OTHERWISE
    }

    private static final Pattern NUMBERED = Pattern.compile("\\* (\\d+) (EXISTS|RECENT|EXPUNGE|FETCH|UIDFETCH)( .*)?");
    private static final Pattern VANISHED = Pattern.compile("\\* VANISHED (\\(EARLIER\\) )?([\\d:,]+)");
    private static final Pattern SEARCH = Pattern.compile("\\* SEARCH([ \\d]*)( \\(MODSEQ \\d+\\))?");
    private static final Pattern ESEARCH = Pattern.compile("\\* ESEARCH \\(TAG \"\\w+\"\\)( UID)?(.*)");
    private static final Pattern HIGHEST = Pattern.compile(".*\\[HIGHESTMODSEQ (\\d+)\\].*");
    private static final Pattern MODIFIED = Pattern.compile(".*\\[MODIFIED ([\\d:,]+)\\].*");
    private static final Pattern FLAGS = Pattern.compile("\\bFLAGS \\(([^)]*)\\)");
    private static final Pattern UID = Pattern.compile("\\bUID (\\d+)");
    private static final Pattern MODSEQ = Pattern.compile("\\bMODSEQ \\((\\d+)\\)");

    /** A message as the client knows it; flags once it was told of them. */
    private static final class Message {
        private final long uid;
        private Optional<Set<String>> flags = Optional.empty();
        private long modSeq;

        Message(long uid) {
            this.uid = uid;
        }
    }

    private final ImapDriver driver;
    private final Account account;
    private final Set<Trait> traits;
    private final List<Message> messages = new ArrayList<>();
    private Optional<Mailbox> selected = Optional.empty();
    /** The highest UID it has been told of, expunged since or not. */
    private long top;

    private int tags;
    private long highest;
    private long seenModSeq;
    private boolean toldHighest;
    private UidSet modified = UidSet.NONE;
    private UidSet goneEarlier = UidSet.NONE;

    RandomClient(ImapDriver driver, Account account, Set<Trait> traits) {
        this.driver = driver;
        this.account = account;
        this.traits = traits;
        for (Trait trait : traits) {
            if (!trait.name.isEmpty()) {
                assertThat(driver.send("e ENABLE " + trait.name + "\r\n")).contains("e OK");
            }
        }
        if (is(Trait.ELSEWHERE)) {
            notify("(personal (MessageNew MessageExpunge FlagChange MailboxName))");
        } else if (is(Trait.DELAYED)) {
            notify("(selected-delayed (MessageNew (UID FLAGS) MessageExpunge))");
        } else if (is(Trait.NOTIFIED)) {
            notify("(selected (MessageNew (UID FLAGS) MessageExpunge FlagChange)) (personal (MailboxName))");
        }
    }

    private void notify(String what) {
        assertThat(driver.send("n NOTIFY SET " + what + "\r\n")).contains("n OK");
    }

    /** Whether it is told of everything at once. */
    boolean isNotified() {
        return is(Trait.NOTIFIED) && hearsEverything();
    }

    /** Whether it is told of everything with its commands at least. */
    boolean hearsEverything() {
        return !is(Trait.DELAYED) && !is(Trait.ELSEWHERE);
    }

    boolean is(Trait trait) {
        return traits.contains(trait);
    }

    boolean isSelected() {
        return selected.isPresent();
    }

    int size() {
        return messages.size();
    }

    /** The UID of a sequence number, and some UIDs that are none. */
    long uid(int sequence) {
        return messages.get(sequence - 1).uid;
    }

    long highest() {
        return highest;
    }

    /** SELECT or EXAMINE. */
    void select(String command, String mailbox) throws StoreException {
        unselected();
        selected = Optional.of(account.open(MailboxName.of(mailbox)));
        highest = 0;
        run(command, Moment.OTHERWISE);
        assertThat(uids()).isEqualTo(stored());
    }

    /** Comes back with what it knows: SELECT with QRESYNC tells it the rest (RFC 7162 3.2.5). */
    void visitAgain() throws StoreException {
        Mailbox mailbox = selected.orElseThrow();
        List<Message> known = List.copyOf(messages);
        Map<Long, Optional<Set<String>>> cache = new TreeMap<>();
        known.forEach(message -> cache.put(message.uid, message.flags));
        String name = mailbox.info().name().path();
        long validity = mailbox.info().uidValidity();
        goneEarlier = UidSet.NONE;
        messages.clear();
        top = 0;
        run("SELECT " + name + " (QRESYNC (" + validity + " " + Math.max(1, highest) + "))", Moment.OTHERWISE, last -> {
            goneEarlier.forEach(cache::remove);
            for (Message message : messages) {
                message.flags =
                        message.flags.isPresent() ? message.flags : cache.getOrDefault(message.uid, Optional.empty());
                cache.remove(message.uid);
            }
            assertThat(cache).as("messages that are gone, untold").isEmpty();
        });
        requireUpToDate();
    }

    void unselect(String command) throws StoreException {
        unselected();
        run(command, Moment.OTHERWISE);
    }

    private void unselected() {
        selected.ifPresent(Mailbox::close);
        selected = Optional.empty();
        messages.clear();
        top = 0;
    }

    /** Runs a command and returns its last line. */
    String run(String command, Moment moment) throws StoreException {
        return run(command, moment, last -> {});
    }

    /** As above; {@code concluding} is what the client makes of the last line. */
    String run(String command, Moment moment, Consumer<String> concluding) throws StoreException {
        String tag = "t" + ++tags;
        // Who hears nothing of others is not brought up to date before a command.
        NavigableSet<Long> before = is(Trait.ELSEWHERE) ? new TreeSet<>() : stored();
        String answer = driver.send(tag + " " + command + "\r\n");
        List<String> lines = lines(answer);
        int end = 0;
        while (end < lines.size()
                && !lines.get(end).startsWith(tag + " ")
                && !lines.get(end).startsWith("+ ")) {
            end++;
        }
        assertThat(end).as("a last line in %s", lines).isLessThan(lines.size());
        NavigableSet<Long> there = stored();
        there.addAll(before);
        take(lines.subList(0, end), moment, there);
        String last = lines.get(end);
        note(last);
        concluding.accept(last);
        settle();
        take(lines.subList(end + 1, lines.size()), Moment.OTHERWISE, there);
        settle();
        return last;
    }

    /** Ends IDLE. */
    void done() throws StoreException {
        List<String> lines = lines(driver.send("DONE\r\n"));
        take(lines.subList(0, lines.size() - 1), Moment.OTHERWISE, stored());
        assertThat(lines.get(lines.size() - 1)).contains(" OK ");
        settle();
    }

    /** What is told unasked. */
    void wakeUp() throws StoreException {
        take(lines(driver.wakeUp()), Moment.OTHERWISE, stored());
        settle();
    }

    /** Everything is as in the store. */
    void requireUpToDate() throws StoreException {
        if (selected.isEmpty() || is(Trait.ELSEWHERE)) {
            return;
        }
        MailboxSnapshot snapshot = selected.get().snapshot();
        assertThat(uids()).isEqualTo(stored());
        for (Message message : messages) {
            Set<String> flags =
                    flags(snapshot.flags(snapshot.indexOf(message.uid)).toString());
            message.flags
                    .filter(told -> hearsEverything())
                    .ifPresent(told ->
                            assertThat(told).as("flags of %d", message.uid).isEqualTo(flags));
        }
    }

    /** The client has changed flags and is not told of it. */
    void assume(UidSet uids, String sign, Set<String> change) {
        for (Message message : messages) {
            if (uids.contains(message.uid) && message.flags.isPresent()) {
                Set<String> flags = new HashSet<>(message.flags.get());
                switch (sign) {
                    case "+" -> flags.addAll(change);
                    case "-" -> flags.removeAll(change);
                    default -> {
                        flags.clear();
                        flags.addAll(change);
                    }
                }
                message.flags = Optional.of(flags);
            }
        }
    }

    /** UIDs of what a conditional STORE left alone. */
    UidSet modified() {
        return modified;
    }

    private static List<String> lines(String answer) {
        return answer.replace("{1}\r\nm", "\"m\"").lines().toList();
    }

    private void take(List<String> lines, Moment moment, NavigableSet<Long> there) {
        modified = UidSet.NONE;
        for (String line : lines) {
            Matcher numbered = NUMBERED.matcher(line);
            Matcher vanished = VANISHED.matcher(line);
            if (numbered.matches()) {
                numbered(Long.parseLong(numbered.group(1)), numbered.group(2), line, moment, there);
            } else if (vanished.matches()) {
                vanished(vanished.group(1) != null, set(vanished.group(2)), moment);
            } else {
                searched(line);
                note(line);
            }
        }
    }

    private void numbered(long number, String word, String line, Moment moment, NavigableSet<Long> there) {
        switch (word) {
            case "EXISTS" -> exists((int) number, there);
            case "RECENT" -> assertThat(number).isLessThanOrEqualTo(messages.size());
            case "EXPUNGE" -> {
                assertThat(is(Trait.QRESYNC) || is(Trait.UIDONLY)).as(line).isFalse();
                assertThat(moment).as(line).isEqualTo(Moment.OTHERWISE);
                assertThat(number).as(line).isBetween(1L, (long) messages.size());
                messages.remove((int) number - 1);
            }
            case "FETCH" -> {
                assertThat(is(Trait.UIDONLY)).as(line).isFalse();
                assertThat(number).as(line).isBetween(1L, (long) messages.size());
                fetched(messages.get((int) number - 1), line);
            }
            default -> {
                assertThat(is(Trait.UIDONLY)).as(line).isTrue();
                fetched(known(number).orElseThrow(() -> new AssertionError(line)), line);
            }
        }
    }

    private void exists(int number, NavigableSet<Long> there) {
        assertThat(number).as("EXISTS").isGreaterThanOrEqualTo(messages.size());
        there.tailSet(top, false).stream()
                .limit(number - messages.size())
                .forEach(uid -> messages.add(new Message(uid)));
        top = messages.isEmpty() ? top : Math.max(top, messages.get(messages.size() - 1).uid);
        assertThat(messages).as("messages that EXISTS counts").hasSize(number);
    }

    private void vanished(boolean earlier, UidSet uids, Moment moment) {
        if (earlier) {
            assertThat(messages).noneMatch(message -> uids.contains(message.uid));
            goneEarlier = goneEarlier.plus(uids);
            return;
        }
        assertThat(is(Trait.QRESYNC) || is(Trait.UIDONLY)).isTrue();
        assertThat(moment).isEqualTo(Moment.OTHERWISE);
        uids.forEach(uid -> assertThat(known(uid)).as("VANISHED %d", uid).isPresent());
        messages.removeIf(message -> uids.contains(message.uid));
    }

    private void fetched(Message message, String line) {
        find(UID, line).ifPresent(uid -> assertThat(uid).as(line).isEqualTo(Long.toString(message.uid)));
        find(FLAGS, line).ifPresent(flags -> message.flags = Optional.of(flags(flags)));
        find(MODSEQ, line).map(Long::parseLong).ifPresent(modSeq -> {
            assertThat(modSeq).as(line).isGreaterThanOrEqualTo(message.modSeq);
            message.modSeq = modSeq;
            seenModSeq = Math.max(seenModSeq, modSeq);
        });
    }

    private void searched(String line) {
        Matcher search = SEARCH.matcher(line);
        Matcher esearch = ESEARCH.matcher(line);
        boolean uids = lastWasUid;
        List<Long> numbers = new ArrayList<>();
        if (search.matches()) {
            for (String number : search.group(1).trim().split(" ", -1)) {
                if (!number.isEmpty()) {
                    numbers.add(Long.parseLong(number));
                }
            }
        } else if (esearch.matches()) {
            assertThat(esearch.group(1) != null).as(line).isEqualTo(uids);
            find(Pattern.compile(" ALL ([\\d:,]+)"), line).ifPresent(all -> set(all).forEach(numbers::add));
        }
        for (long number : numbers) {
            if (uids) {
                assertThat(known(number)).as(line).isPresent();
            } else {
                assertThat(number).as(line).isBetween(1L, (long) messages.size());
            }
        }
    }

    private boolean lastWasUid;

    /** What the numbers in the next search's answer are. */
    void expectUids(boolean uids) {
        lastWasUid = uids;
    }

    private void note(String line) {
        find(HIGHEST, line).map(Long::parseLong).ifPresent(modSeq -> {
            highest = modSeq;
            toldHighest = true;
        });
        find(MODIFIED, line).ifPresent(text -> modified = set(text));
    }

    /** What a client keeps for its next visit must not promise more than it has been told (RFC 7162 3.2, 6). */
    private void settle() throws StoreException {
        if (!toldHighest) {
            highest = Math.max(highest, seenModSeq);
        }
        seenModSeq = 0;
        toldHighest = false;
        if (!is(Trait.QRESYNC) || selected.isEmpty()) {
            return;
        }
        MailboxSnapshot snapshot = selected.get().snapshot();
        Delta delta = selected.get().since(new ModSeq(highest));
        Map<Long, Optional<Set<String>>> later = new TreeMap<>();
        messages.forEach(message -> later.put(message.uid, message.flags));
        delta.vanished().forEach(later::remove);
        delta.changed().forEach(uid -> later.put(uid, Optional.empty()));
        assertThat(new TreeSet<>(later.keySet()))
                .as("after a visit from %d on", highest)
                .isEqualTo(stored());
        later.forEach((uid, told) -> told.ifPresent(flags -> assertThat(flags)
                .as("flags of %d after a visit from %d on", uid, highest)
                .isEqualTo(flags(snapshot.flags(snapshot.indexOf(uid)).toString()))));
    }

    private Optional<Message> known(long uid) {
        return messages.stream().filter(message -> message.uid == uid).findFirst();
    }

    private NavigableSet<Long> uids() {
        NavigableSet<Long> uids = new TreeSet<>();
        messages.forEach(message -> uids.add(message.uid));
        return uids;
    }

    private NavigableSet<Long> stored() throws StoreException {
        NavigableSet<Long> uids = new TreeSet<>();
        if (selected.isPresent()) {
            selected.get().snapshot().uids().forEach(uids::add);
        }
        return uids;
    }

    private static Optional<String> find(Pattern pattern, String line) {
        Matcher matcher = pattern.matcher(line);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private static UidSet set(String text) {
        UidSet.Builder set = new UidSet.Builder();
        for (String range : text.split(",", -1)) {
            String[] ends = range.split(":", -1);
            long first = Long.parseLong(ends[0]);
            long last = Long.parseLong(ends[ends.length - 1]);
            set.add(Math.min(first, last), Math.max(first, last));
        }
        return set.build();
    }

    private static Set<String> flags(String text) {
        Set<String> flags = new HashSet<>(List.of(text.split(" ", -1)));
        flags.remove("");
        flags.remove("\\Recent");
        return flags;
    }
}
