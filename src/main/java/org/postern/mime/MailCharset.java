package org.postern.mime;

import java.nio.charset.Charset;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Charsets by the names that occur in mail, which are not always the registered ones. */
public final class MailCharset {
    /** Names that Java does not know, and those where mail in practice uses a larger set than the name says. */
    private static final Map<String, String> ALIASES = Map.ofEntries(
            Map.entry("ks_c_5601-1987", "x-windows-949"),
            Map.entry("ks_c_5601-1989", "x-windows-949"),
            Map.entry("ksc5601", "x-windows-949"),
            Map.entry("euc-kr", "x-windows-949"),
            Map.entry("gb2312", "GB18030"),
            Map.entry("gbk", "GB18030"),
            Map.entry("x-gbk", "GB18030"),
            Map.entry("hz-gb-2312", "GB18030"),
            Map.entry("shift_jis", "windows-31j"),
            Map.entry("shift-jis", "windows-31j"),
            Map.entry("x-sjis", "windows-31j"),
            Map.entry("sjis", "windows-31j"),
            Map.entry("iso-8859-1", "windows-1252"),
            Map.entry("latin1", "windows-1252"),
            Map.entry("iso-8859-8-i", "ISO-8859-8"),
            Map.entry("iso-8859-8-e", "ISO-8859-8"),
            Map.entry("iso-8859-6-i", "ISO-8859-6"),
            Map.entry("x-mac-roman", "x-MacRoman"),
            Map.entry("macintosh", "x-MacRoman"),
            Map.entry("utf8", "UTF-8"),
            Map.entry("utf-8-mac", "UTF-8"),
            Map.entry("unicode-1-1-utf-8", "UTF-8"));

    /** Charset.forName takes so long for an unknown name that mail full of such names would be an attack. */
    private static final Map<String, Charset> BY_NAME = everyName();

    private MailCharset() {}

    /**
     * The charset of that name in any case, with quotes and blanks around it or a language behind a star forgiven.
     * Empty for unknown names and for US-ASCII: what calls itself ASCII and is not is best guessed like unlabelled text.
     */
    public static Optional<Charset> named(String name) {
        int star = name.indexOf('*');
        String plain = (star < 0 ? name : name.substring(0, star))
                .replace("\"", "")
                .replace("'", "")
                .strip()
                .toLowerCase(Locale.ROOT);
        return plain.equals("us-ascii") || plain.equals("ascii") ? Optional.empty() : lookUp(plain);
    }

    private static Optional<Charset> lookUp(String plain) {
        return byJavaName(ALIASES.getOrDefault(plain, plain))
                .or(() -> plain.startsWith("cp-") || plain.startsWith("cp_")
                        ? byJavaName("cp" + plain.substring(3))
                        : Optional.empty())
                .or(() -> plain.startsWith("windows") || plain.startsWith("iso")
                        ? byJavaName(repaired(plain))
                        : Optional.empty());
    }

    /** {@code windows1251} and {@code iso8859_2} with the hyphens that were forgotten. */
    private static String repaired(String plain) {
        return plain.startsWith("windows")
                ? "windows-" + plain.replaceFirst("windows[-_ ]?", "")
                : plain.replaceFirst("iso[-_ ]?8859[-_ ]?", "iso-8859-");
    }

    private static Optional<Charset> byJavaName(String name) {
        return Optional.ofNullable(BY_NAME.get(name.toLowerCase(Locale.ROOT)));
    }

    private static Map<String, Charset> everyName() {
        Map<String, Charset> names = new HashMap<>();
        for (Charset charset : Charset.availableCharsets().values()) {
            names.put(charset.name().toLowerCase(Locale.ROOT), charset);
            charset.aliases().forEach(alias -> names.putIfAbsent(alias.toLowerCase(Locale.ROOT), charset));
        }
        return Map.copyOf(names);
    }
}
