package org.postern.mime;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Address lists (RFC 5322 3.4 and 4.4), and what is found in their place. Never fails and takes time linear in the
 * length of the field: an unclosed comment reaches to the end, an unclosed quote is passed over, and a bare phrase before
 * a comma belongs to the next display name, as in {@code Smith, John <js@example.org>}.
 */
public final class AddressParser {
    /** Words in one entry; more are dropped, so that a long field of junk costs no more than its size. */
    private static final int MAX_WORDS = 1000;

    private static final String SPECIALS = "()<>@,;:\"[\\ \t\r\n";

    private final FieldLexer in;
    private final int limit;
    private final List<Address> found = new ArrayList<>();
    private AddressEntry entry = new AddressEntry();
    private Optional<AddressEntry> pending = Optional.empty();
    private boolean inGroup;
    private boolean spaced;
    private boolean strayQuotes;

    private AddressParser(Octets value, int limit) {
        this.in = new FieldLexer(value.latin1());
        this.limit = limit;
    }

    /** The entries of a field value, folded or not, {@code limit} or a few more before it stops. */
    public static List<Address> parse(Octets value, int limit) {
        return new AddressParser(value, limit).run();
    }

    private List<Address> run() {
        while (!in.atEnd() && found.size() < limit) {
            switch (in.peek()) {
                case ' ', '\t', '\r', '\n' -> space();
                case ',' -> separator();
                case ';' -> {
                    separator();
                    endGroup();
                }
                case ':' -> colon();
                case '<' -> angle();
                default -> word(false);
            }
        }
        endEntry();
        endGroup();
        return List.copyOf(found);
    }

    private void space() {
        in.next();
        spaced = true;
    }

    private void separator() {
        in.next();
        endEntry();
    }

    private void colon() {
        in.next();
        if (!inGroup && entry.isPhrase()) {
            flushPending();
            found.add(new Address.GroupStart(Octets.trusted(entry.phrase())));
            inGroup = true;
            entry = new AddressEntry();
        } else if (!entry.isEmpty()) {
            add(AddressEntry.Kind.ATOM, ":");
        }
    }

    /** Reads one word, whether or not it may stand here. */
    private void word(boolean inAngle) {
        switch (in.peek()) {
            case '(' -> entry.comment(in.comment());
            case '"' -> quoted();
            case '@' -> add(AddressEntry.Kind.AT, String.valueOf(in.next()));
            case '[' -> add(AddressEntry.Kind.ATOM, domainLiteral());
            case '\\' -> {
                in.next();
                if (!in.atEnd()) {
                    add(AddressEntry.Kind.ATOM, String.valueOf(in.next()));
                }
            }
            case '>', ')' -> in.next();
            default -> add(AddressEntry.Kind.ATOM, atom(inAngle));
        }
    }

    private void quoted() {
        // No closing quote now means none later: every later quote would have closed this one.
        strayQuotes = strayQuotes || !in.quotedStringCloses();
        if (strayQuotes) {
            in.next();
        } else {
            add(AddressEntry.Kind.QUOTED, in.quotedString());
        }
    }

    private String atom(boolean inAngle) {
        StringBuilder atom = new StringBuilder();
        while (!in.atEnd() && (SPECIALS.indexOf(in.peek()) < 0 || (inAngle && in.peek() == ':'))) {
            atom.append(in.next());
        }
        return atom.toString();
    }

    private String domainLiteral() {
        StringBuilder literal = new StringBuilder();
        while (!in.atEnd() && ",;<> \t\r\n".indexOf(in.peek()) < 0) {
            literal.append(in.next());
            if (literal.charAt(literal.length() - 1) == ']') {
                break;
            }
        }
        return literal.toString();
    }

    private void add(AddressEntry.Kind kind, String text) {
        if (entry.size() < MAX_WORDS) {
            entry.add(new AddressEntry.Word(kind, text, spaced));
        }
        spaced = false;
    }

    /** Reads {@code "<" [route] address ">"}; a missing end is where the entry ends. */
    private void angle() {
        if (entry.hasAngle()) {
            endEntry();
        }
        while (!in.atEnd() && (in.peek() == '<' || FieldLexer.isBlank(in.peek()))) {
            in.next();
        }
        AddressEntry outside = entry;
        entry = new AddressEntry();
        spaced = false;
        String route = in.peek() == '@' ? route() : "";
        while (!in.atEnd() && ">,;<".indexOf(in.peek()) < 0) {
            if (FieldLexer.isBlank(in.peek())) {
                space();
            } else {
                word(true);
            }
        }
        in.take('>');
        outside.angle(entry, route);
        entry = outside;
        spaced = true;
    }

    /** A source route up to its colon; without a colon what was read is the address after all. */
    private String route() {
        StringBuilder route = new StringBuilder();
        while (!in.atEnd() && in.peek() != '>' && in.peek() != ':') {
            char c = in.next();
            if (!FieldLexer.isBlank(c)) {
                route.append(c);
            }
        }
        if (in.take(':')) {
            return route.toString();
        }
        entry.add(new AddressEntry.Word(AddressEntry.Kind.AT, "@", false));
        entry.add(new AddressEntry.Word(AddressEntry.Kind.ATOM, route.substring(1), false));
        return "";
    }

    private void endEntry() {
        AddressEntry ended = entry;
        entry = new AddressEntry();
        spaced = false;
        if (ended.isEmpty()) {
            return;
        }
        boolean joins = pending.isPresent() && ended.hasAngle() && ended.isBarePhrase();
        String prefix = joins ? pending.orElseThrow().phrase() + ", " : "";
        if (joins) {
            pending = Optional.empty();
        }
        flushPending();
        if (!ended.hasAngle() && ended.isBarePhrase()) {
            pending = Optional.of(ended);
        } else {
            ended.mailbox(prefix).ifPresent(found::add);
        }
    }

    private void flushPending() {
        pending.flatMap(phrase -> phrase.mailbox("")).ifPresent(found::add);
        pending = Optional.empty();
    }

    private void endGroup() {
        flushPending();
        if (inGroup) {
            found.add(new Address.GroupEnd());
        }
        inGroup = false;
    }
}
