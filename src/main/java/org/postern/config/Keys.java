package org.postern.config;

import static org.postern.config.KeyType.listOf;
import static org.postern.config.KeyTypes.AMOUNT;
import static org.postern.config.KeyTypes.COUNT;
import static org.postern.config.KeyTypes.COUNT_OR_OFF;
import static org.postern.config.KeyTypes.DAYS_OR_NEVER;
import static org.postern.config.KeyTypes.DOMAIN;
import static org.postern.config.KeyTypes.DURATION_OR_OFF;
import static org.postern.config.KeyTypes.DURATION_TYPE;
import static org.postern.config.KeyTypes.EXPIRE_RULE;
import static org.postern.config.KeyTypes.EXTRA;
import static org.postern.config.KeyTypes.FINITE_SIZE;
import static org.postern.config.KeyTypes.FOLDER_RULE;
import static org.postern.config.KeyTypes.HOST_PORT;
import static org.postern.config.KeyTypes.IP_ADDRESS;
import static org.postern.config.KeyTypes.MAIL_ADDRESS;
import static org.postern.config.KeyTypes.MESSAGE_LIMIT;
import static org.postern.config.KeyTypes.NOTICE;
import static org.postern.config.KeyTypes.PATH;
import static org.postern.config.KeyTypes.PERCENT;
import static org.postern.config.KeyTypes.PORT;
import static org.postern.config.KeyTypes.SEPARATOR;
import static org.postern.config.KeyTypes.SHARED_SECRET;
import static org.postern.config.KeyTypes.SIZE;
import static org.postern.config.KeyTypes.SMALL_SIZE;
import static org.postern.config.KeyTypes.SOCKET;
import static org.postern.config.KeyTypes.TRUTH_VALUE;
import static org.postern.config.KeyTypes.UIDL_FORMAT;
import static org.postern.config.KeyTypes.VIEW;
import static org.postern.config.KeyTypes.WEB_ADDRESS;
import static org.postern.config.KeyTypes.oneOf;

import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Period;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Every configuration key there is: name, type, default, meaning. A key that is not here is an error. */
public final class Keys {
    private static final Map<String, Key<?>> TABLE = new LinkedHashMap<>();

    static final Key<String> HOSTNAME =
            open("hostname", DOMAIN, "the machine's name", "used in greetings, Received fields and bounces");
    static final Key<Path> DATA_DIR =
            key("data-dir", PATH, "/var/lib/postern", "holds mail/, users, domains, run/ and tls/");
    static final Key<String> DEFAULT_DOMAIN =
            open("default-domain", DOMAIN, "none", "appended to a login or recipient without \"@\"");
    static final Key<List<InetAddress>> BIND =
            key("bind", listOf(IP_ADDRESS), "0.0.0.0, ::", "addresses of the listeners that name none");

    static final Key<OptionalInt> IMAP_PORT = key("imap.port", PORT, "143", "IMAP with STARTTLS");
    static final Key<OptionalInt> IMAP_TLS_PORT = key("imap.tls-port", PORT, "993", "IMAP over TLS");
    static final Key<List<InetAddress>> IMAP_BIND =
            open("imap.bind", listOf(IP_ADDRESS), "bind", "addresses to listen on for IMAP");
    static final Key<Boolean> IMAP_COMPRESS =
            key("imap.compress", TRUTH_VALUE, "true", "whether clients may have the connection compressed");
    static final Key<Boolean> IMAP_UNAUTHENTICATE = key(
            "imap.unauthenticate",
            TRUTH_VALUE,
            "true",
            "whether a client may log out and keep its connection; turn it off behind a proxy that looks at logins only");
    static final Key<Boolean> IMAP_REFERRALS = key(
            "imap.referrals",
            TRUTH_VALUE,
            "false",
            "true sends users who have referral= in the user file to the server named there");
    static final Key<OptionalLong> IMAP_MESSAGE_LIMIT =
            key("imap.message-limit", MESSAGE_LIMIT, "unlimited", "messages that one command of a client may process");
    static final Key<OptionalLong> IMAP_SAVE_LIMIT = key(
            "imap.save-limit",
            MESSAGE_LIMIT,
            "unlimited",
            "messages that one COPY may copy, when nothing else is limited");
    static final Key<Settings.EightBitHeaders> IMAP_EIGHT_BIT_HEADERS = key(
            "imap.eight-bit-headers",
            oneOf(Settings.EightBitHeaders.class),
            "accept",
            "\"reject\" refuses to APPEND them from clients that have not enabled UTF8=ACCEPT (RFC 6855)");
    static final Key<OptionalInt> POP3_PORT = key("pop3.port", PORT, "110", "POP3 with STLS");
    static final Key<OptionalInt> POP3_TLS_PORT = key("pop3.tls-port", PORT, "995", "POP3 over TLS");
    static final Key<List<InetAddress>> POP3_BIND =
            open("pop3.bind", listOf(IP_ADDRESS), "bind", "addresses to listen on for POP3");
    static final Key<String> POP3_UIDL = key(
            "pop3.uidl",
            UIDL_FORMAT,
            "%08Xu%08Xv",
            "how UIDLs are made in accounts made or taken over from now on; as Dovecot's pop3_uidl_format");
    static final Key<Optional<Period>> POP3_EXPIRE = key(
            "pop3.expire",
            DAYS_OR_NEVER,
            "never",
            "after how many days messages are removed that POP3 has retrieved; pop3-expire= in the user and domain files");
    static final Key<Duration> POP3_LOGIN_DELAY = key(
            "pop3.login-delay",
            DURATION_OR_OFF,
            "0",
            "how long after a POP3 login its user may not log in again; pop3-login-delay= in the user and domain files");
    static final Key<MaildropRules.EightBitHeaders> POP3_EIGHT_BIT_HEADERS = key(
            "pop3.eight-bit-headers",
            oneOf(MaildropRules.EightBitHeaders.class),
            "send",
            "\"refuse\" keeps such messages from clients that have not said UTF8 (RFC 6856)");
    static final Key<MaildropRules.View> POP3_VIEW = key(
            "pop3.view",
            VIEW,
            "inbox",
            "which messages POP3 shows: \"inbox\", \"newest:500\" of it, or folders, \"INBOX,Work\"");
    static final Key<MaildropRules.Deletion> POP3_DELE = key(
            "pop3.dele",
            oneOf(MaildropRules.Deletion.class),
            "expunge",
            "what DELE does: \"trash\" moves to the trash, \"hide\" hides from POP3 only");
    static final Key<Boolean> POP3_SEEN =
            key("pop3.seen", TRUTH_VALUE, "true", "whether a message that POP3 has retrieved is seen for IMAP");
    static final Key<OptionalInt> LMTP_PORT = key("lmtp.port", PORT, "24", "LMTP over TCP");
    static final Key<Path> LMTP_SOCKET = open("lmtp.socket", SOCKET, "none", "Unix socket for LMTP");
    static final Key<List<InetAddress>> LMTP_BIND =
            key("lmtp.bind", listOf(IP_ADDRESS), "127.0.0.1", "addresses to listen on for LMTP");
    static final Key<List<InetAddress>> LMTP_TRUSTED = open(
            "lmtp.trusted", listOf(IP_ADDRESS), "none", "peers that may say on whose behalf they deliver (XCLIENT)");
    static final Key<OptionalInt> POLICY_PORT =
            key("policy.port", PORT, "0", "answers Postfix whether a recipient's mailbox is full (policy delegation)");
    static final Key<List<InetAddress>> POLICY_BIND =
            key("policy.bind", listOf(IP_ADDRESS), "127.0.0.1", "addresses to listen on for Postfix's questions");
    static final Key<OptionalInt> SMTP_PORT = key("smtp.port", PORT, "0", "SMTP in, for local users only");
    static final Key<List<InetAddress>> SMTP_BIND =
            open("smtp.bind", listOf(IP_ADDRESS), "bind", "addresses to listen on for SMTP");
    static final Key<OptionalInt> ADMIN_PORT =
            key("admin.port", PORT, "0", "health, metrics and administration; reserved: this version has none");
    static final Key<List<InetAddress>> ADMIN_BIND =
            key("admin.bind", listOf(IP_ADDRESS), "127.0.0.1", "addresses of the admin listener");

    static final Key<Path> TLS_CERTIFICATE = open(
            "tls.certificate", PATH, "self-signed in <data-dir>/tls", "PEM chain; read again when the file changes");
    static final Key<Path> TLS_KEY = open("tls.key", PATH, "self-signed in <data-dir>/tls", "PEM private key (PKCS 8)");
    static final Key<Settings.TlsVersion> TLS_MINIMUM =
            key("tls.minimum", oneOf(Settings.TlsVersion.class), "1.2", "the lowest version of TLS that is spoken");

    static final Key<Boolean> AUTH_PLAINTEXT = key(
            "auth.plaintext-without-tls",
            TRUTH_VALUE,
            "false",
            "true allows passwords in the clear; from loopback they always are");
    static final Key<Path> AUTH_FILE = open("auth.file", PATH, "<data-dir>/users", "the user file");
    static final Key<List<String>> AUTH_ADMINS = open(
            "auth.admins",
            listOf(MAIL_ADDRESS),
            "none",
            "accounts that administer over IMAP: quotas, public folders, notes for everybody");

    static final Key<ByteSize> QUOTA_DEFAULT = key("quota.default", SIZE, "1G", "for a user made without a quota");
    static final Key<OptionalLong> QUOTA_MESSAGES =
            key("quota.default-messages", AMOUNT, "unlimited", "the most messages, for a user made without");
    static final Key<OptionalLong> QUOTA_FOLDERS = key(
            "quota.folders",
            AMOUNT,
            "unlimited",
            "the most folders of a user, INBOX included; folders= in the user file");
    static final Key<OptionalLong> QUOTA_FOLDER_MESSAGES = key(
            "quota.folder-messages",
            AMOUNT,
            "unlimited",
            "the most messages of a folder; folder-messages= in the user file");
    static final Key<ByteSize> QUOTA_MESSAGE_SIZE = key(
            "quota.message-size",
            SIZE,
            "unlimited",
            "the largest message a user may store; message-size= in the user file");
    static final Key<List<FolderRule>> QUOTA_RULES = key(
            "quota.rules",
            listOf(FOLDER_RULE),
            "Trash: +10%",
            "folders to which more may go than the limit, or which count for nothing");
    static final Key<Extra> QUOTA_GRACE =
            key("quota.grace", EXTRA, "0", "by how much one delivered message may cross a limit of storage");
    static final Key<Settings.WhenFull> QUOTA_WHEN_FULL = key(
            "quota.when-full",
            oneOf(Settings.WhenFull.class),
            "reject",
            "\"reject\" answers 552 5.2.2, \"defer\" 452 4.2.2");
    static final Key<List<Integer>> QUOTA_WARN_AT =
            key("quota.warn-at", listOf(PERCENT), "80, 95", "percent of a quota at which the user is warned");
    static final Key<Settings.Language> QUOTA_WARNING_LANGUAGE = key(
            "quota.warning-language",
            oneOf(Settings.Language.class),
            "en",
            "of the messages about their quota that users find in INBOX");
    static final Key<NoticeFile> QUOTA_WARNING_TEMPLATE =
            open("quota.warning-template", NOTICE, "built in", "what a user is told who reaches a percentage");
    static final Key<NoticeFile> QUOTA_RELIEF_TEMPLATE = open(
            "quota.relief-template", NOTICE, "built in", "what a user is told who has room after mail was refused");
    static final Key<URI> QUOTA_WEBHOOK =
            open("quota.webhook", WEB_ADDRESS, "none", "is told by POST who reaches a percentage or is full");
    static final Key<String> QUOTA_WEBHOOK_SECRET =
            open("quota.webhook-secret", SHARED_SECRET, "none", "signs what the webhook is told");

    static final Key<ByteSize> DELIVERY_MAX_SIZE =
            key("delivery.max-size", FINITE_SIZE, "50M", "the largest message that is accepted");
    static final Key<String> DELIVERY_SUBADDRESS =
            key("delivery.subaddress", SEPARATOR, "+", "separates user and folder: user+folder@domain");

    static final Key<Integer> DELIVERY_SUBADDRESS_CREATE = key(
            "delivery.subaddress-create",
            COUNT_OR_OFF,
            "0",
            "mailboxes that an account may have for a subaddress to make another one; 0: none is made");
    static final Key<Duration> DELIVERY_DUPLICATES = key(
            "delivery.duplicates",
            DURATION_OR_OFF,
            "0",
            "how long a message that a recipient has is not placed again; 0: it always is");

    static final Key<Path> DELIVERY_ALIASES =
            open("delivery.aliases", PATH, "<data-dir>/aliases", "addresses that stand for others");

    static final Key<HostPort> BOUNCE_SMARTHOST =
            open("bounce.smarthost", HOST_PORT, "none", "where bounces and forwarded mail go");
    static final Key<String> BOUNCE_FROM =
            open("bounce.from", MAIL_ADDRESS, "MAILER-DAEMON@<hostname>", "the From address of bounces");

    static final Key<Settings.Language> BOUNCE_LANGUAGE =
            key("bounce.language", oneOf(Settings.Language.class), "en", "of what people read in bounces");
    static final Key<Duration> BOUNCE_GIVE_UP =
            key("bounce.give-up", DURATION_TYPE, "5d", "how long bounces and forwarded mail are tried");

    static final Key<Boolean> STORE_RELEASE_ON_STOP = key(
            "store.release-on-stop",
            TRUTH_VALUE,
            "false",
            "true writes what Dovecot must know to go on, in every account used since the start, when the server stops");

    static final Key<Duration> STORE_KEEP_EXPUNGED = key(
            "store.keep-expunged",
            DURATION_OR_OFF,
            "14d",
            "how long expunged messages can be restored; 0 removes them at once");
    static final Key<ByteSize> STORE_KEEP_SMALL = key(
            "store.keep-small",
            SMALL_SIZE,
            "4K",
            "messages up to this size are kept together in one file of their mailbox too, to be read faster; 0: none");
    static final Key<List<ExpireRule>> STORE_EXPIRE = open(
            "store.expire",
            listOf(EXPIRE_RULE),
            "none",
            "how long messages are kept in a mailbox, counted from when they were put there");

    static final Key<Boolean> SEARCH_INDEX =
            key("search.index", TRUTH_VALUE, "true", "true keeps an index of each mailbox that is searched for text");
    static final Key<ByteSize> SEARCH_INDEX_SIZE =
            key("search.index-size", SIZE, "512M", "what the indexes of one user may take on the disk, about");

    static final Key<Integer> LIMIT_CONNECTIONS = key("limits.connections", COUNT, "20000", "connections in all");
    static final Key<Integer> LIMIT_PER_USER =
            key("limits.connections-per-user", COUNT, "100", "connections that one user may have");
    static final Key<Integer> LIMIT_PER_ADDRESS =
            key("limits.connections-per-address", COUNT, "200", "connections from one address (IPv6: one /64)");
    static final Key<Duration> LIMIT_IDLE =
            key("limits.idle", DURATION_TYPE, "30m", "how long a client may be silent after its login");
    static final Key<Duration> LIMIT_LOGIN =
            key("limits.login", DURATION_TYPE, "1m", "how long a client may take to log in");

    static final Key<Settings.LogLevel> LOG_LEVEL =
            key("log.level", oneOf(Settings.LogLevel.class), "info", "the least important messages that are logged");
    static final Key<Settings.LogFormat> LOG_FORMAT =
            key("log.format", oneOf(Settings.LogFormat.class), "text", "\"json\" for machines");

    private Keys() {}

    /** All keys, in the order of the documentation. */
    public static Collection<Key<?>> all() {
        return List.copyOf(TABLE.values());
    }

    static Map<String, Key<?>> byName() {
        return Map.copyOf(TABLE);
    }

    private static <T> Key<T> key(String name, KeyType<T> type, String fallback, String meaning) {
        return add(Key.of(name, type, fallback, meaning));
    }

    private static <T> Key<T> open(String name, KeyType<T> type, String shown, String meaning) {
        return add(Key.open(name, type, shown, meaning));
    }

    private static <T> Key<T> add(Key<T> key) {
        TABLE.put(key.name(), key);
        return key;
    }
}
