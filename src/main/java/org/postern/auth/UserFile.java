package org.postern.auth;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The user file: {@code address:{SCHEME}hash::::::key=value …}, one user a line, "#" for comments. Edits by hand are
 * noticed at the next look; edits by the methods here keep every line they do not concern. Of two lines for one address
 * the first counts; a user whose line is wrong is FAULTY and not unknown. Thread-safe; one process at a time may edit.
 */
public final class UserFile implements UserDirectory {
    private static final Logger LOG = LoggerFactory.getLogger(UserFile.class);

    private final Path path;
    private final Optional<String> defaultDomain;
    private final FieldCheck check;
    private final WatchedFile<Users> file;
    private final Reading reading = new Reading();

    /** What the file said when it was read. */
    private record Users(DirectoryLines<MailAddress, User> lines, Set<String> domains, FieldValues values) {}

    /**
     * Reads nothing yet.
     *
     * @param path of the file; when it was never there, there are no users
     * @param defaultDomain for lines whose address has none
     */
    public UserFile(Path path, Optional<String> defaultDomain, InstantSource clock) {
        this(path, defaultDomain, clock, fields -> {});
    }

    /**
     * Reads nothing yet.
     *
     * @param path of the file; when it was never there, there are no users
     * @param defaultDomain for lines whose address has none
     * @param check of the fields of each line
     */
    public UserFile(Path path, Optional<String> defaultDomain, InstantSource clock, FieldCheck check) {
        this.path = path;
        this.defaultDomain = defaultDomain;
        this.check = check;
        this.file = new WatchedFile<>(path, this::parse, clock);
    }

    @Override
    public Optional<User> find(MailAddress address) throws DirectoryException {
        return file.get().lines().find(address);
    }

    @Override
    public boolean hasDomain(String domain) throws DirectoryException {
        return file.get().domains().contains(domain);
    }

    @Override
    public List<User> all() throws DirectoryException {
        return List.copyOf(file.get().lines().values());
    }

    /** Everybody who has a line, in the order of the file, also those whose line is wrong. */
    public List<MailAddress> addresses() throws DirectoryException {
        return file.get().lines().names();
    }

    /** Those whose line is wrong, about whom nothing else can be told. */
    public Set<MailAddress> faulty() throws DirectoryException {
        return file.get().lines().faulty();
    }

    /** Whether somebody has a line, also one that is wrong. */
    public boolean isKnown(MailAddress address) throws DirectoryException {
        return file.get().lines().isKnown(address);
    }

    /** The values that users have in a field, each once. */
    public Set<String> valuesOf(String field) throws DirectoryException {
        return file.get().values().of(field);
    }

    /** Equals an earlier one as long as the file is the same. */
    public Object edition() throws DirectoryException {
        return file.edition();
    }

    /** What is wrong with lines of the file, as {@code file:line: sentence}. */
    public List<String> problems() throws DirectoryException {
        return file.get().lines().problems();
    }

    /**
     * Adds a user at the end.
     *
     * @param fields extra fields; names and values without spaces
     * @throws DirectoryException EXISTS, INVALID or UNAVAILABLE
     */
    public void add(MailAddress address, StoredPassword password, Map<String, String> fields)
            throws DirectoryException {
        Map<String, Optional<String>> changes = new LinkedHashMap<>();
        fields.forEach((key, value) -> changes.put(key, Optional.of(value)));
        file.edit(lines -> {
            if (DirectoryLines.indexOf(lines, address, reading) >= 0) {
                throw new DirectoryException(DirectoryException.Problem.EXISTS, address + " exists already");
            }
            List<String> changed = new ArrayList<>(lines);
            changed.add(encode(UserLine.of(address, password).withFields(changes)));
            return changed;
        });
    }

    /**
     * Replaces a user's password.
     *
     * @throws DirectoryException UNKNOWN, INVALID or UNAVAILABLE
     */
    public void setPassword(MailAddress address, StoredPassword password) throws DirectoryException {
        replace(address, line -> line.withPassword(password));
    }

    /**
     * Sets and removes extra fields of a user; the others stay.
     *
     * @param changes an empty value removes the field
     * @throws DirectoryException UNKNOWN, INVALID or UNAVAILABLE
     */
    public void setFields(MailAddress address, Map<String, Optional<String>> changes) throws DirectoryException {
        replace(address, line -> line.withFields(changes));
    }

    /**
     * Removes a user, with every line for the address.
     *
     * @throws DirectoryException UNKNOWN or UNAVAILABLE
     */
    public void remove(MailAddress address) throws DirectoryException {
        file.edit(lines -> {
            requireIndex(lines, address);
            return DirectoryLines.without(lines, address, reading);
        });
    }

    private interface LineEdit {
        UserLine apply(UserLine line) throws DirectoryException;
    }

    private void replace(MailAddress address, LineEdit edit) throws DirectoryException {
        file.edit(lines -> {
            List<String> changed = new ArrayList<>(lines);
            int index = requireIndex(lines, address);
            changed.set(index, encode(edit.apply(UserLine.of(OctetLines.editable(lines.get(index))))));
            return changed;
        });
    }

    private static String encode(UserLine line) throws DirectoryException {
        String text = line.text();
        boolean breaksLine = text.chars().anyMatch(c -> c == 0 || c == 10 || c == 13);
        if (breaksLine || !UserLine.of(text).equals(line)) {
            throw new DirectoryException(
                    DirectoryException.Problem.INVALID, "a value has a character that the user file cannot hold");
        }
        return OctetLines.encode(text);
    }

    private int requireIndex(List<String> lines, MailAddress address) throws DirectoryException {
        int index = DirectoryLines.indexOf(lines, address, reading);
        if (index < 0) {
            throw new DirectoryException(DirectoryException.Problem.UNKNOWN, "there is no user " + address);
        }
        return index;
    }

    private Users parse(List<String> lines, Optional<Users> before) {
        DirectoryLines<MailAddress, User> read = DirectoryLines.of(path, lines, reading);
        LineProblems.report(
                LOG, read.problems(), before.map(users -> users.lines().problems()));
        FieldValues values =
                new FieldValues(read.values().stream().map(User::fields).toList());
        Set<String> domains = read.names().stream().map(MailAddress::domain).collect(Collectors.toUnmodifiableSet());
        return new Users(read, domains, values);
    }

    private final class Reading implements DirectoryLines.Reading<MailAddress, User> {
        /** All before the first colon counts here, whatever comes behind it. */
        @Override
        public MailAddress name(String line) {
            int colon = line.indexOf(':');
            return UserLine.of(OctetLines.text(colon < 0 ? line : line.substring(0, colon)))
                    .address(defaultDomain);
        }

        @Override
        public User value(String line) {
            User user = UserLine.of(OctetLines.text(line)).user(defaultDomain);
            check.check(user.fields());
            return user;
        }

        @Override
        public Optional<String> note(User user) {
            return Passwords.isUsable(user.password())
                    ? Optional.empty()
                    : Optional.of("the password's scheme is not known: the user gets mail but cannot log in");
        }
    }
}
