package org.postern.mime;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The words between two commas of an address list, and what they mean together. */
final class AddressEntry {
    enum Kind {
        ATOM,
        QUOTED,
        AT
    }

    /**
     * One word.
     *
     * @param spaced whether a blank stands before it
     */
    record Word(Kind kind, String text, boolean spaced) {}

    private record Angle(AddressEntry address, String route) {}

    private final List<Word> words = new ArrayList<>();
    private String comment = "";
    private Optional<Angle> angle = Optional.empty();

    void add(Word word) {
        words.add(word);
    }

    /** Only the last comment counts. */
    void comment(String text) {
        comment = text.strip();
    }

    /** Says that the words up to now are the display name of an address in angle brackets. */
    void angle(AddressEntry address, String route) {
        angle = Optional.of(new Angle(address, route));
        comment = comment.isEmpty() ? address.comment : comment;
    }

    int size() {
        return words.size();
    }

    boolean hasAngle() {
        return angle.isPresent();
    }

    boolean isEmpty() {
        return words.isEmpty() && angle.isEmpty();
    }

    /** Whether there are words alone, and no sign of an address. */
    boolean isPhrase() {
        return !words.isEmpty() && angle.isEmpty() && lastAt() < 0;
    }

    /** Whether the words outside of angle brackets could be half of a name that a comma cut in two. */
    boolean isBarePhrase() {
        return !words.isEmpty() && comment.isEmpty() && words.stream().allMatch(word -> word.kind() == Kind.ATOM);
    }

    /** The words as a display name. */
    String phrase() {
        return phrase(words.size());
    }

    /** The mailbox, its display name preceded by {@code prefix}; empty if nothing is known of it, as in {@code <>}. */
    Optional<Address> mailbox(String prefix) {
        if (angle.isPresent()) {
            AddressEntry inner = angle.get().address();
            int at = inner.lastAt();
            return mailbox(
                    prefix + phrase(),
                    inner.join(0, at < 0 ? inner.size() : at),
                    at < 0 ? "" : inner.join(at + 1, inner.size()));
        }
        int at = lastAt();
        if (at < 0) {
            return words.size() == 1 ? mailbox("", words.get(0).text(), "") : mailbox(phrase(), "", "");
        }
        int local = at;
        while (local > 0 && (local == at || sticks(local))) {
            local--;
        }
        int host = Math.min(at + 1, words.size());
        while (host < words.size() && (host == at + 1 || sticks(host))) {
            host++;
        }
        return mailbox(phrase(local), join(local, at), join(at + 1, host));
    }

    private Optional<Address> mailbox(String name, String local, String host) {
        String shown = name.isEmpty() ? comment : name;
        String route = angle.map(Angle::route).orElse("");
        if (shown.isEmpty() && local.isEmpty() && host.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Address.Mailbox(present(shown), present(route), Octets.trusted(local), Octets.trusted(host)));
    }

    private static Optional<Octets> present(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(Octets.trusted(text));
    }

    private int lastAt() {
        int at = words.size() - 1;
        while (at >= 0 && words.get(at).kind() != Kind.AT) {
            at--;
        }
        return at;
    }

    /** Whether the word at {@code index} and the one before are one: nothing or a dot between them. */
    private boolean sticks(int index) {
        return !words.get(index).spaced()
                || words.get(index).text().startsWith(".")
                || words.get(index - 1).text().endsWith(".");
    }

    private String join(int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) {
            text.append(i > from && !sticks(i) ? " " : "").append(words.get(i).text());
        }
        return text.toString();
    }

    private String phrase(int to) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < to; i++) {
            text.append(i > 0 && words.get(i).spaced() ? " " : "")
                    .append(words.get(i).text());
        }
        return text.toString();
    }
}
