package org.postern.pop3;

import java.util.List;
import java.util.Optional;
import org.postern.language.LanguageRange;
import org.postern.language.Translations;
import org.postern.net.Reply;
import org.postern.wire.Progress;
import org.postern.wire.WireOut;

/** A language in which the server speaks to people (RFC 6856 3). Keywords and response codes are in none. */
enum Language {
    /** What everybody begins with; all of it is ASCII. */
    ENGLISH("en", "English", Translations.none()),
    GERMAN("de", "Deutsch", Translations.of(Language.class, "de.txt"));

    private final String tag;
    private final String ownName;

    @SuppressWarnings("ImmutableEnumChecker") // a table that is read once and never changed
    private final Translations translations;

    Language(String tag, String ownName, Translations translations) {
        this.tag = tag;
        this.ownName = ownName;
        this.translations = translations;
    }

    /** The language that fits a range; "*" is the server's own (RFC 6856 3.2). */
    static Optional<Language> matching(String range) {
        return range.equals("*")
                ? Optional.of(ENGLISH)
                : new LanguageRange(range).best(List.of(values()), Language::tag);
    }

    /** As clients name it. */
    String tag() {
        return tag;
    }

    /** What people who speak it call it. */
    String ownName() {
        return ownName;
    }

    /** A text in this language; what has no translation stays in English. */
    String say(String english) {
        return translations.say(english);
    }

    /** {@code +OK} and a text for people. */
    Reply ok(String english) {
        return ok(english, Reply.Next.READ_ON);
    }

    /** {@code +OK} and a text for people, then something else than reading on. */
    Reply ok(String english, Reply.Next next) {
        return line("+OK " + say(english), next);
    }

    /** One line in UTF-8, given without its end. */
    static Reply line(String text, Reply.Next next) {
        return new Reply() {
            @Override
            public Progress pull(WireOut out) {
                out.utf8(text).crlf();
                return Progress.DONE;
            }

            @Override
            public Next next() {
                return next;
            }
        };
    }
}
