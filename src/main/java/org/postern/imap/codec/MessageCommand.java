package org.postern.imap.codec;

/**
 * The beginning of a command that may bring messages, APPEND or REPLACE (RFC 9051 6.3.12, RFC 8508 5): enough of their
 * grammar to tell a literal that is streamed from one that is an argument. Arguments are the name of the mailbox and,
 * in CATENATE, a URL (RFC 4469 5).
 *
 * @param end where a literal is announced
 */
record MessageCommand(Octets text, int end) {
    MessageCommand(byte[] octets, int end) {
        this(i -> octets[i] & 0xFF, end);
    }

    /** The octets, 0 to 255 each. */
    @FunctionalInterface
    interface Octets {
        int at(int index);
    }

    /** Whether the literal is a message, for a command whose tag is so long. */
    boolean announcesMessage(int tag) {
        int mailbox = tag == 0 ? -1 : mailboxAt(tag + 1);
        return mailbox >= 0 && mailbox < end && !isUrl(mailbox);
    }

    /** Whether it is one, when the command has brought some before. */
    boolean announcesMore() {
        return !isUrl(0);
    }

    /** Where the name of the mailbox begins; -1 when no mailbox belongs to the command. */
    private int mailboxAt(int name) {
        if (isWord("APPEND ", name)) {
            return name + "APPEND ".length();
        }
        int at = isWord("UID ", name) ? name + "UID ".length() : name;
        if (!isWord("REPLACE ", at)) {
            return -1;
        }
        at += "REPLACE ".length();
        while (at < end && text.at(at) != ' ') {
            at++;
        }
        return at + 1;
    }

    /** Whether URL stands before the literal, not being the name of the mailbox that begins at {@code from}. */
    private boolean isUrl(int from) {
        int at = end - "URL ".length();
        return at > from && isWord("URL ", at) && (text.at(at - 1) == ' ' || text.at(at - 1) == '(');
    }

    private boolean isWord(String word, int from) {
        if (from + word.length() > end) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (Character.toUpperCase((char) text.at(from + i)) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
