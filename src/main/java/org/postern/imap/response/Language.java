package org.postern.imap.response;

import java.util.List;
import java.util.Optional;
import org.postern.imap.wire.Utf8;
import org.postern.language.LanguageRange;
import org.postern.language.Translations;

/** A language in which the server speaks to people (RFC 5255 3). Words of the protocol are in none. */
public enum Language {
    /** English for everybody, in ASCII (RFC 2277 4.5). */
    I_DEFAULT("i-default", Utf8.OFF, Translations.none()),
    ENGLISH("en", Utf8.ON, Translations.none()),
    GERMAN("de", Utf8.ON, Translations.of(Language.class, "de.txt"));

    private final String tag;
    private final Utf8 utf8;

    @SuppressWarnings("ImmutableEnumChecker") // a table that is read once and never changed
    private final Translations translations;

    Language(String tag, Utf8 utf8, Translations translations) {
        this.tag = tag;
        this.utf8 = utf8;
        this.translations = translations;
    }

    /**
     * The language that fits a range best: the one of that tag, or of what is left of it when parts at its end are taken
     * away (RFC 4647 3.4), so that {@code de-AT} finds {@code de}; {@code default} is the one that everybody begins with.
     */
    public static Optional<Language> matching(String range) {
        return new LanguageRange(range)
                .best(List.of(values()), l -> l.tag)
                .or(() -> range.equalsIgnoreCase("default") ? Optional.of(I_DEFAULT) : Optional.empty());
    }

    /** Its tag (RFC 4646). */
    public String tag() {
        return tag;
    }

    /** Whether texts may be other than ASCII. */
    public Utf8 utf8() {
        return utf8;
    }

    /** A text in this language; what has no translation stays in English. */
    public String say(String english) {
        return translations.say(english);
    }
}
