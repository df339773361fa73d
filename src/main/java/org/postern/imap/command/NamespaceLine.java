package org.postern.imap.command;

import org.postern.imap.response.Language;
import org.postern.imap.response.Untagged;
import org.postern.imap.syntax.ModifiedUtf7;

/** The namespaces (RFC 9051 7.3.4): the user's own, that of other users, and that of nobody. */
public final class NamespaceLine {
    private NamespaceLine() {}

    /** With the prefixes as people of a language may see them, where there are other words for them (RFC 5255 3.4). */
    public static Untagged in(Language language) {
        return Untagged.line(
                "NAMESPACE ((\"\" \"/\")) " + shared("Users/", language) + " " + shared("Public/", language));
    }

    private static String shared(String prefix, Language language) {
        String said = language.say(prefix);
        String translation = said.equals(prefix) ? "" : " \"TRANSLATION\" (\"" + ModifiedUtf7.encode(said) + "\")";
        return "((\"" + prefix + "\" \"/\"" + translation + "))";
    }
}
