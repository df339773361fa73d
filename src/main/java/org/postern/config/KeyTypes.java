package org.postern.config;

import static org.postern.config.RawValue.Form.NUMBER;
import static org.postern.config.RawValue.Form.TEXT;
import static org.postern.config.RawValue.Form.TRUTH;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Period;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The types of values that the keys use. */
final class KeyTypes {
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
    private static final Pattern MAILBOX = Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@(.+)");
    private static final Pattern DAYS = Pattern.compile("[0-9]{1,9}d");
    private static final int MOST_DAYS = 36_500;
    private static final int MAX_SMALL = 1 << 16;
    private static final int MAX_SOCKET_PATH = 107; // sun_path of unix(7) without its NUL

    static final KeyType<OptionalInt> PORT =
            KeyType.scalar("a port from 1 to 65535, or 0 for off", Set.of(NUMBER), KeyTypes::port);
    static final KeyType<Integer> COUNT =
            KeyType.scalar("a whole number of at least 1", Set.of(NUMBER), text -> (int) number(text, 1, 10_000_000));
    static final KeyType<Integer> COUNT_OR_OFF =
            KeyType.scalar("a whole number, or 0 for off", Set.of(NUMBER), text -> (int) number(text, 0, 10_000_000));
    static final KeyType<Integer> PERCENT =
            KeyType.scalar("a percentage from 1 to 100", Set.of(NUMBER), text -> (int) number(text, 1, 100));
    static final KeyType<OptionalLong> AMOUNT =
            KeyType.scalar("a whole number or \"unlimited\"", Set.of(NUMBER, TEXT), KeyTypes::amount);
    static final KeyType<OptionalLong> MESSAGE_LIMIT = KeyType.scalar(
            "a whole number of at least 1000, or \"unlimited\"", Set.of(NUMBER, TEXT), KeyTypes::messageLimit);
    static final KeyType<ByteSize> SIZE =
            KeyType.scalar("a size like \"10M\" or \"unlimited\"", Set.of(NUMBER, TEXT), ByteSize::parse);
    static final KeyType<ByteSize> FINITE_SIZE =
            KeyType.scalar("a size like \"10M\"", Set.of(NUMBER, TEXT), KeyTypes::finiteSize);
    static final KeyType<ByteSize> SMALL_SIZE =
            KeyType.scalar("a size from 0 to \"64K\"", Set.of(NUMBER, TEXT), KeyTypes::smallSize);
    static final KeyType<Extra> EXTRA =
            KeyType.scalar("a share like \"10%\", a size, or 0", Set.of(NUMBER, TEXT), Extra::parse);
    static final KeyType<FolderRule> FOLDER_RULE =
            KeyType.scalar("a rule like \"Trash: +10%\" or \"Junk: ignored\"", Set.of(TEXT), FolderRule::parse);
    static final KeyType<Duration> DURATION_TYPE =
            KeyType.scalar("a duration like \"30s\", \"10m\" or \"14d\"", Set.of(TEXT), Durations::parse);
    static final KeyType<Duration> DURATION_OR_OFF =
            KeyType.scalar("a duration like \"14d\", or 0 for off", Set.of(NUMBER, TEXT), KeyTypes::durationOrOff);
    static final KeyType<Optional<Period>> DAYS_OR_NEVER =
            KeyType.scalar("whole days like \"14d\", or \"never\"", Set.of(TEXT), KeyTypes::daysOrNever);
    static final KeyType<Boolean> TRUTH_VALUE = KeyType.scalar("true or false", Set.of(TRUTH), KeyTypes::truth);
    static final KeyType<Path> PATH = KeyType.scalar("a path", Set.of(TEXT), KeyTypes::path);
    static final KeyType<Path> SOCKET = KeyType.scalar("the path of a Unix socket", Set.of(TEXT), KeyTypes::socket);
    static final KeyType<NoticeFile> NOTICE =
            KeyType.scalar("the path of a template", Set.of(TEXT), text -> NoticeFile.read(path(text)));
    static final KeyType<URI> WEB_ADDRESS =
            KeyType.scalar("an https URL (http only of this machine)", Set.of(TEXT), KeyTypes::webAddress);
    static final KeyType<String> SHARED_SECRET =
            KeyType.scalar("a text of 16 to 256 characters", Set.of(TEXT), KeyTypes::sharedSecret);
    static final KeyType<ExpireRule> EXPIRE_RULE =
            KeyType.scalar("a mailbox and an age, like \"Trash 30d\"", Set.of(TEXT), ExpireRule::parse);
    static final KeyType<String> DOMAIN = KeyType.scalar("a domain name", Set.of(TEXT), KeyTypes::domain);
    static final KeyType<String> MAIL_ADDRESS = KeyType.scalar("a mail address", Set.of(TEXT), KeyTypes::mailAddress);
    static final KeyType<HostPort> HOST_PORT =
            KeyType.scalar("a host with an optional port, like \"relay.example:25\"", Set.of(TEXT), HostPort::parse);
    static final KeyType<InetAddress> IP_ADDRESS =
            KeyType.scalar("an IPv4 or IPv6 address", Set.of(TEXT), KeyTypes::ipAddress);
    static final KeyType<String> SEPARATOR =
            KeyType.scalar("one character like \"+\", or \"\" for none", Set.of(TEXT), KeyTypes::separator);
    static final KeyType<String> UIDL_FORMAT =
            KeyType.scalar("a format like \"%08Xu%08Xv\", with %u, %v, %f and %g", Set.of(TEXT), KeyTypes::uidlFormat);

    static final KeyType<MaildropRules.View> VIEW = KeyType.scalar(
            "\"inbox\", \"newest:500\" or names of folders with commas between", Set.of(TEXT), MaildropViews::parse);

    private KeyTypes() {}

    /** One of the constants of {@code type}, written in lower case (or as its toString says). */
    static <E extends Enum<E>> KeyType<E> oneOf(Class<E> type) {
        return KeyType.scalar(names(type), Set.of(TEXT), text -> constant(type, text));
    }

    /** The constant that is written so. */
    static <E extends Enum<E>> E constant(Class<E> type, String text) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> nameOf(constant).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("must be " + names(type) + ", not '" + text + "'"));
    }

    private static <E extends Enum<E>> String names(Class<E> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> '"' + nameOf(constant) + '"')
                .collect(Collectors.joining(" or "));
    }

    private static String nameOf(Enum<?> constant) {
        return constant.toString().toLowerCase(Locale.ROOT);
    }

    static boolean isDomain(String text) {
        return text.length() <= 253
                && Arrays.stream(text.split("\\.", -1))
                        .allMatch(label -> LABEL.matcher(label).matches());
    }

    static InetAddress ipAddress(String text) {
        if (IPV4.matcher(text).matches() || IPV6.matcher(text).matches()) {
            try {
                return InetAddress.getByName(text); // a literal, so nothing is asked of the network
            } catch (UnknownHostException e) {
                throw new IllegalArgumentException("not an IP address: '" + text + "'", e);
            }
        }
        throw new IllegalArgumentException("not an IP address: '" + text + "'");
    }

    static long number(String text, long min, long max) {
        long value;
        try {
            value = Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not a whole number: '" + text + "'", e);
        }
        if (value < min || value > max) {
            throw new IllegalArgumentException("out of range: " + value + " (from " + min + " to " + max + ")");
        }
        return value;
    }

    private static OptionalInt port(String text) {
        int port = (int) number(text, 0, 65535);
        return port == 0 ? OptionalInt.empty() : OptionalInt.of(port);
    }

    private static OptionalLong amount(String text) {
        return amount(text, 0, Long.MAX_VALUE - 1);
    }

    /** RFC 9738 3: not lower than 1000. */
    private static OptionalLong messageLimit(String text) {
        return amount(text, 1000, 0xFFFF_FFFFL);
    }

    private static OptionalLong amount(String text, long min, long max) {
        return text.strip().equalsIgnoreCase("unlimited")
                ? OptionalLong.empty()
                : OptionalLong.of(number(text, min, max));
    }

    private static ByteSize smallSize(String text) {
        ByteSize size = ByteSize.parse(text);
        if (size.octets() > MAX_SMALL) {
            throw new IllegalArgumentException("out of range: '" + text + "' (from 0 to 64K)");
        }
        return size;
    }

    private static ByteSize finiteSize(String text) {
        ByteSize size = ByteSize.parse(text);
        if (size.isUnlimited() || size.octets() == 0) {
            throw new IllegalArgumentException("must be a size above 0 and not unlimited: '" + text + "'");
        }
        return size;
    }

    static Optional<Period> daysOrNever(String text) {
        if (text.strip().equals("never")) {
            return Optional.empty();
        }
        if (!DAYS.matcher(text.strip()).matches()) {
            throw new IllegalArgumentException("not whole days like 14d, or never: '" + text + "'");
        }
        return Optional.of(Period.ofDays((int) number(text.strip().replace("d", ""), 1, MOST_DAYS)));
    }

    static Duration durationOrOff(String text) {
        return text.strip().equals("0") ? Duration.ZERO : Durations.parse(text);
    }

    static Boolean truth(String text) {
        return switch (text.strip()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("must be true or false, not '" + text + "'");
        };
    }

    private static Path path(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("must not be empty");
        }
        try {
            return Path.of(text).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("not a path: " + e.getReason(), e);
        }
    }

    private static Path socket(String text) {
        Path path = path(text);
        if (path.toString().getBytes(StandardCharsets.UTF_8).length > MAX_SOCKET_PATH) {
            throw new IllegalArgumentException("longer than a socket's path may be (" + MAX_SOCKET_PATH + " octets)");
        }
        return path;
    }

    private static URI webAddress(String text) {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("not a URL: '" + text + "'", e);
        }
        boolean secure = "https".equalsIgnoreCase(uri.getScheme());
        boolean near = "http".equalsIgnoreCase(uri.getScheme())
                && Set.of("localhost", "127.0.0.1", "[::1]").contains(String.valueOf(uri.getHost()));
        if (!(secure || near) || uri.getHost() == null || uri.getUserInfo() != null || uri.getFragment() != null) {
            throw new IllegalArgumentException(
                    "must be like https://host/path, without user and fragment: '" + text + "'");
        }
        return uri;
    }

    /** Not repeated in an error. */
    private static String sharedSecret(String text) {
        if (text.length() < 16 || text.length() > 256) {
            throw new IllegalArgumentException("must have 16 to 256 characters");
        }
        return text;
    }

    private static String domain(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (!isDomain(lower)) {
            throw new IllegalArgumentException("not a domain name: '" + text + "'");
        }
        return lower;
    }

    private static String mailAddress(String text) {
        Matcher matcher = MAILBOX.matcher(text);
        if (!matcher.matches() || !isDomain(matcher.group(1).toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("not a mail address: '" + text + "'");
        }
        return text;
    }

    /** Dovecot's variables, as far as Postern has them; ids must be unique and fit into a line of POP3. */
    private static String uidlFormat(String text) {
        boolean known = text.matches("([!-~&&[^%]]|%%|%(0[0-9]{1,2})?X?[uvfg]|%M[fg])+");
        if (!known || !text.replace("%%", "").matches(".*%((0[0-9]{1,2})?X?[ufg]|M[fg]).*")) {
            throw new IllegalArgumentException(
                    "must be printable text with %u, %f or %g, and may have %v and %%: '" + text + "'");
        }
        return text;
    }

    private static String separator(String text) {
        if (!text.isEmpty() && !text.matches("[!#$%&'*+=?^_`{|}~-]")) {
            throw new IllegalArgumentException("must be one of ! # $ % & ' * + - = ? ^ _ ` { | } ~ or empty");
        }
        return text;
    }
}
