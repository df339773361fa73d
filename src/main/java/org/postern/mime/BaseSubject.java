package org.postern.mime;

/**
 * What is left of a subject without the signs of replies, forwards and lists (RFC 5256 2.1): <code>Re: [list] Fwd: lunch
 * (fwd)</code> is about {@code lunch}. Takes time linear in the length of the subject.
 */
public final class BaseSubject {
    private static final String FORWARD = "[fwd:";
    private static final String TRAILER = "(fwd)";

    private final String text;
    private int from;
    private int to;
    private Kind kind = Kind.ORIGINAL;
    /** Where a run of blobs ends behind which no "Re:" stands: looking again from each blob would be quadratic. */
    private int fruitless = -1;

    /** Whether the subject says that the message answers or passes on another one. */
    public enum Kind {
        ORIGINAL,
        REPLY_OR_FORWARD
    }

    private BaseSubject(String text) {
        this.text = text;
        this.to = text.length();
    }

    /** The base of a subject whose encoded words are decoded. */
    public static BaseSubject of(String subject) {
        BaseSubject base = new BaseSubject(singleSpaced(subject));
        base.reduce();
        return base;
    }

    /** As it was written, may be empty. */
    public String text() {
        return text.substring(from, to);
    }

    public Kind kind() {
        return kind;
    }

    /** Step 1: tabs and line ends are spaces, several spaces are one. */
    private static String singleSpaced(String subject) {
        StringBuilder out = new StringBuilder(subject.length());
        for (int i = 0; i < subject.length(); i++) {
            char c = subject.charAt(i);
            boolean blank = FieldLexer.isBlank(c);
            if (!blank) {
                out.append(c);
            } else if (out.isEmpty() || out.charAt(out.length() - 1) != ' ') {
                out.append(' ');
            }
        }
        return out.toString();
    }

    /** Steps 2 to 6. */
    private void reduce() {
        do {
            fruitless = -1;
            cutTrailers();
            while (cutLeader() || cutBlob()) {}
        } while (cutForward());
    }

    private void cutTrailers() {
        while (from < to) {
            if (text.charAt(to - 1) == ' ') {
                to--;
            } else if (to - from >= TRAILER.length() && is(TRAILER, to - TRAILER.length())) {
                to -= TRAILER.length();
                kind = Kind.REPLY_OR_FORWARD;
            } else {
                return;
            }
        }
    }

    /** Step 3: {@code subj-leader = (*subj-blob subj-refwd) / WSP}. */
    private boolean cutLeader() {
        if (from < to && text.charAt(from) == ' ') {
            from++;
            return true;
        }
        if (from < fruitless) {
            return false;
        }
        int at = from;
        for (int next = blob(at); next > at; next = blob(at)) {
            at = next;
        }
        int end = replyOrForward(at);
        if (end == at) {
            fruitless = at;
            return false;
        }
        from = end;
        kind = Kind.REPLY_OR_FORWARD;
        return true;
    }

    /** Step 4: a blob that is not all that is left. */
    private boolean cutBlob() {
        int end = blob(from);
        if (end == from || end == to) {
            return false;
        }
        from = end;
        return true;
    }

    /** Step 6. */
    private boolean cutForward() {
        if (to - from <= FORWARD.length() || !is(FORWARD, from) || text.charAt(to - 1) != ']') {
            return false;
        }
        from += FORWARD.length();
        to--;
        kind = Kind.REPLY_OR_FORWARD;
        return true;
    }

    /** The end of {@code subj-refwd = ("re" / ("fw" ["d"])) *WSP [subj-blob] ":"}; {@code at} when there is none. */
    private int replyOrForward(int at) {
        int end = is("re", at) || is("fw", at) ? at + 2 : at;
        if (end == at) {
            return at;
        }
        end += is("fwd", at) ? 1 : 0;
        end = blob(blanks(end));
        return end < to && text.charAt(end) == ':' ? end + 1 : at;
    }

    /** The end of {@code subj-blob = "[" *BLOBCHAR "]" *WSP}; {@code at} when there is none. */
    private int blob(int at) {
        if (at >= to || text.charAt(at) != '[') {
            return at;
        }
        for (int i = at + 1; i < to; i++) {
            switch (text.charAt(i)) {
                case ']' -> {
                    return blanks(i + 1);
                }
                case '[' -> {
                    return at;
                }
                default -> {}
            }
        }
        return at;
    }

    private int blanks(int at) {
        int end = at;
        while (end < to && text.charAt(end) == ' ') {
            end++;
        }
        return end;
    }

    private boolean is(String word, int at) {
        return at + word.length() <= to && text.regionMatches(true, at, word, 0, word.length());
    }
}
