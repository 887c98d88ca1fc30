#!/usr/bin/perl -Tw
#
# Copyright 2026-present the original author or authors.
#
# Licensed under the Apache License, Version 2.0 (the "License");
# you may not use this file except in compliance with the License.
# You may obtain a copy of the License at
#
#      https://www.apache.org/licenses/LICENSE-2.0
#
# Unless required by applicable law or agreed to in writing, software
# distributed under the License is distributed on an "AS IS" BASIS,
# WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
# See the License for the specific language governing permissions and
# limitations under the License.

# Passes a CGI request on to a Spring Boot application with webgateway, which it starts
# if it is not running, and starts anew when its jar has changed. If Apache's mod_fcgid
# starts this file, it passes on one request after the other.
#
# Put this file beside .htaccess, and chmod 755 it. The application's jar and the
# directory below must not be where the web server serves files from.

use strict;

# "~/" is the home directory of the user as whom the web server runs this file.
my %settings = (

    # The application
    jar          => '~/app/app.jar',
    java         => '/usr/bin/java',
    java_options => ['-Xmx256m'],

    # '--gateway.idle-exit=30m' here ends the application when nobody has asked it anything
    # for so long. The next request starts it again
    arguments => [],

    # All that is in the application's environment besides HOME, PATH and LANG
    environment => {},

    # For the socket, the lock and the log of the application. Nobody else may enter it
    directory => '~/.gateway',

    # So many seconds a browser waits for the application to start, before it gets a 503
    wait => 30,

    # So many seconds the application may take to start, before it is ended
    start_limit => 120,
);

# -- From here on nothing has to be changed --------------------------------------------

# Each module costs every request its time, so that others are loaded only where they are
# needed, which is seldom
use Fcntl qw(F_GETFL F_SETFL LOCK_EX LOCK_NB O_NONBLOCK);

# So many seconds after an application did not start it is started again
sub RETRY () { 10 }

# A jar that has changed is a new one when it has not changed for so many seconds
sub SETTLED () { 2 }

# Between one look and the next whether the application has started
sub PAUSE () { 0.05 }

# When a browser goes away, Apache closes the input of the program, and right after that
# its output, or it ends the program. So long the end of a chunked body is not believed
sub HANG_UP_DELAY () { 0.1 }

sub BUFFER () { 65_536 }

# What is read and thrown away of a request that has been answered already
sub DISCARD_BYTES ()   { 64 * 1024 * 1024 }
sub DISCARD_SECONDS () { 30 }

sub LOG_LIMIT () { 10 * 1024 * 1024 }

# Between one look and the next whether the web server that runs this file is still there
sub IDLE () { 10 }

# Of all variables of a FastCGI request
sub VARIABLES_LIMIT () { 1024 * 1024 }

# The longest path of a socket that all systems take
sub PATH_LIMIT () { 103 }

sub FCGI_BEGIN_REQUEST () { 1 }
sub FCGI_END_REQUEST ()   { 3 }
sub FCGI_PARAMS ()        { 4 }
sub FCGI_STDIN ()         { 5 }
sub FCGI_STDOUT ()        { 6 }
sub FCGI_STDERR ()        { 7 }

# Variables of the process and not of the request, and one that is a piece of HTML
my $FOREIGN = qr{\A(?:
    PATH | (?:LD|DYLD|LC|PERL|JAVA|JDK|BASH|LISTEN)_.* | PERL5.* | CLASSPATH
    | HOME | SHELL | USER | LOGNAME | MAIL | PWD | OLDPWD | SHLVL | _ | TERM | HOSTNAME
    | TMPDIR | TZ | LANG | LANGUAGE | IFS | ENV
    | INVOCATION_ID | JOURNAL_STREAM | NOTIFY_SOCKET
    | SERVER_SIGNATURE
)\z}xs;

# What a browser is told, in seconds, when it gets a 503
sub RETRY_AFTER () { 5 }
my $retry_after = RETRY_AFTER;

# A write into nothing is an error like others
$SIG{PIPE} = 'IGNORE';
umask 077;
if ( !defined $ENV{REQUEST_METHOD} ) {
    serve() if -S STDIN && !getpeername STDIN;
    print STDERR "This is a CGI or FastCGI program, for a web server to run\n";
    exit 64;
}
my $application = eval { application() };
if ( !$application ) {
    answer( '503 Service Unavailable', $@, "Retry-After: $retry_after" );
    exit 0;
}
exit relay($application);

# -- The application -------------------------------------------------------------------

# Returns a socket that is connected to the application
sub application {
    expand_home();
    enter_directory();
    my $deadline = time + $settings{wait};
    my $launched = 0;
    while (1) {
        my $running = current();
        my ( $socket, $busy ) = open_connection($running);
        if ($socket) {
            replace($running) if has_changed($running);
            return $socket;
        }
        if ( !$busy ) {
            refuse_if_failed();
            my $lock = try_lock();

            # Whoever had the lock before may have started it just now
            if ( $lock && !adopt() && !open_connection( current() ) && !recent_failure() ) {
                die "the application was started, and left no word of how that went: is the disk full?\n"
                    if $launched++;
                launch( $lock, undef );
            }
        }
        if ( time >= $deadline ) {
            die "the application accepts no connections\n" if $busy;
            die "the application has not started within $settings{wait} s, and may still: "
                . "see $settings{directory}/app.log\n";
        }
        select undef, undef, undef, PAUSE;
    }
}

sub expand_home {
    my $home = ( getpwuid $> )[7];
    $settings{home} = defined $home ? $home : '/';
    for my $name (qw(jar java directory)) {
        $settings{$name} =~ s{\A~(?=/)}{$settings{home}};
        die "'$name' must begin with / or ~/\n" unless $settings{$name} =~ m{\A/};
    }
}

# After this, nobody else can put anything in the place of what is in the directory
sub enter_directory {
    my $directory = $settings{directory};
    -d $directory
        or mkdir $directory, 0700
        or -d $directory
        or die "the directory $directory cannot be made: $!\n";
    chdir $directory or die "the directory $directory cannot be entered: $!\n";
    my ( $mode, $owner ) = ( stat '.' )[ 2, 4 ];
    die "the directory $directory belongs to user $owner, and this is user $>\n" if $owner != $>;
    die "others may enter the directory $directory: chmod 700 it\n" if $mode & 077;
}

# What is known of the application that was started last: its name, which is that of its
# socket, its process and its jar
sub current {
    my ($line) = lines( $_[0] || 'current' ) or return;
    return $line =~ /\A(\d+-\d+) (\d+) (\S+)\z/ ? { name => $1, pid => $2, jar => $3 } : undef;
}

# Takes over an application that has started although nobody waited for it any more
sub adopt {
    my $forgotten = current('current.new') or return;
    return accepts( $forgotten->{name} ) && rename 'current.new', 'current';
}

# Returns why this jar could not be started, and in how many seconds it may be tried again
sub failure {
    my ( $line, $reason ) = lines('failed');
    return unless defined $reason && $line =~ /\A(\d+) (\S+)\z/ && $2 eq jar_id();
    my $retry = $1 + RETRY - time;
    return { reason => $reason, retry => $retry > RETRY ? 0 : $retry };
}

sub recent_failure {
    my $failure = failure();
    return $failure && $failure->{retry} > 0 ? $failure : undef;
}

sub refuse_if_failed {
    my $failure = recent_failure() or return;
    $retry_after = $failure->{retry};
    die "$failure->{reason}\n";
}

sub lines {
    my ($file) = @_;
    open my $handle, '<', $file or return;
    chomp( my @lines = <$handle> );
    return @lines;
}

# Tells one version of the jar from another
sub jar_id {
    my ( $inode, $size, $modified ) = ( stat $settings{jar} )[ 1, 7, 9 ];
    return defined $inode ? "$modified:$size:$inode" : 'none';
}

sub has_changed {
    my ($running) = @_;
    my $id = jar_id();
    return if $id eq 'none' || $id eq $running->{jar};

    # Not before an upload has ended
    my $age = time - ( stat _ )[9];
    return $age < 0 || $age >= SETTLED;
}

# Returns a socket, or whether there is an application that has no time now
sub open_connection {
    my ($running) = @_;
    return unless $running;
    my $path = "$running->{name}.sock";
    my $owner = ( lstat $path )[4];
    return unless defined $owner;
    die "$settings{directory}/$path is not a socket of user $>, so nothing is sent to it\n"
        unless -S _ && $owner == $>;
    my ( $domain, $type, $address ) = unix_address($path);
    socket my $socket, $domain, $type, 0 or die "no socket can be made: $!\n";
    set_nonblocking($socket);
    return $socket if connect $socket, $address;
    return ( undef, is_temporary() );
}

# The module Socket takes longer to load than everything else here, and Linux needs no
# more of it than this, but for some processors that have numbers of their own
sub unix_address {
    my ($path) = @_;
    return ( 1, 1, pack 'S a* x', 1, $path ) if $^O eq 'linux' && O_NONBLOCK == 2048;
    require Socket;
    return ( Socket::AF_UNIX(), Socket::SOCK_STREAM(), Socket::pack_sockaddr_un($path) );
}

sub set_nonblocking {
    my ($handle) = @_;
    my $flags = fcntl $handle, F_GETFL, 0;
    fcntl $handle, F_SETFL, $flags | O_NONBLOCK if defined $flags;
}

# -- Start and restart -----------------------------------------------------------------

# The kernel gives a lock back when its holder ends, in whatever way. It does not matter
# that the file exists
sub try_lock {
    my $file = "$settings{directory}/lock";
    open my $lock, '>>', 'lock' or die "$file cannot be opened: $!\n";
    return $lock if flock $lock, LOCK_EX | LOCK_NB;
    my $reason = $!;
    return if is_temporary();
    die "$file cannot be locked: $reason\n";
}

# The application that runs answers until the new one does. A jar that did not start is
# not tried again
sub replace {
    my ($running) = @_;
    if ( my $failure = failure() ) {
        complain("the jar has changed, but $failure->{reason}") if unlink 'unreported';
        return;
    }
    my $launched = eval {
        my $lock = try_lock();
        my $now  = current();
        launch( $lock, $running ) if $lock && $now && $now->{name} eq $running->{name} && !failure();
        1;
    };
    complain("the jar has changed, but $@") unless $launched;
}

# Starts the application in the background, which keeps the lock until it is known how
# that went
sub launch {
    my ( $lock, $previous ) = @_;
    my ( $jar, $java, $directory ) = @settings{qw(jar java directory)};
    my $id   = jar_id();
    my $name = time . "-$$";
    die "there is no jar $jar\n" unless -f $jar;
    die "the jar $jar cannot be read by user $>\n" unless -r _;
    die "there is no Java that can be run at $java\n" unless -f $java && -x _;
    die "the directory $directory has too long a name for a socket\n"
        if length "$directory/$name.sock" > PATH_LIMIT;
    write_file( 'failed.new', 'x' x 4096 ) or die "nothing can be written in $directory: $!\n";
    unlink 'failed.new';
    open_log() or die "$directory/app.log cannot be written: $!\n";
    defined( my $pid = fork ) or die "no process can be made: $!\n";
    return if $pid;
    require POSIX;
    eval { start( $lock, $name, $id, $previous ); 1 } or failed( $id, $@ );
    POSIX::_exit(0);
}

sub open_log {
    rename 'app.log', 'app.log.1' if ( -s 'app.log' || 0 ) > LOG_LIMIT;
    open my $log, '>>', 'app.log' or return;
    return $log;
}

sub start {
    my ( $lock, $name, $id, $previous ) = @_;
    detach($lock);
    unlink 'failed', 'unreported';
    remove_sockets( $previous ? $previous->{name} : '' );
    my $offset = -s 'app.log';
    my $pid    = run_java($name);
    eval {
        write_file( 'current.new', "$name $pid $id\n" ) or die "nothing can be written in $settings{directory}: $!\n";
        await( $pid, $name, $offset );
        rename 'current.new', 'current' or die "$settings{directory}/current cannot be written: $!\n";
        1;
    } or do {
        my $reason = $@;
        end($pid);
        die $reason;
    };
    kill 'TERM', $previous->{pid} if $previous && accepts( $previous->{name} );
}

# Leaves nothing open that belongs to the request, or the web server would wait for it
sub detach {
    my ($lock) = @_;
    POSIX::setsid();
    open STDIN,  '<',  '/dev/null' or die "/dev/null cannot be opened: $!\n";
    open STDOUT, '>>', 'app.log'   or die "app.log cannot be opened: $!\n";
    open STDERR, '>&', \*STDOUT    or die "app.log cannot be opened: $!\n";
    for my $descriptor ( 3 .. 255 ) {
        POSIX::close($descriptor) if $descriptor != fileno $lock;
    }

    # The web server may have other ideas of signals
    $SIG{$_} = 'DEFAULT' for qw(HUP INT PIPE TERM CHLD USR1 USR2);
    POSIX::sigprocmask( POSIX::SIG_SETMASK(), POSIX::SigSet->new );
}

# Removes what applications that were killed have left
sub remove_sockets {
    my ($kept) = @_;
    opendir my $handle, '.' or return;
    for my $entry ( readdir $handle ) {
        my ($name) = $entry =~ /\A(\d+-\d+)\.sock\z/ or next;
        unlink "$name.sock" unless $name eq $kept || accepts($name);
    }
}

# Nothing here comes from a request, which taint mode makes sure of
sub run_java {
    my ($name) = @_;
    my @command = (
        $settings{java}, @{ $settings{java_options} },
        '-jar', $settings{jar},
        '--server.port=-1',
        "--gateway.listeners.fastcgi.bind=unix:$settings{directory}/$name.sock",
        @{ $settings{arguments} }
    );
    defined( my $pid = fork ) or die "no process can be made: $!\n";
    return $pid if $pid;
    my ($directory) = $settings{jar} =~ m{\A(.*/)};
    %ENV = (
        HOME => $settings{home},
        PATH => '/usr/local/bin:/usr/bin:/bin',
        LANG => 'C.UTF-8',
        %{ $settings{environment} }
    );
    chdir $directory and exec { $command[0] } @command;
    print STDERR "$settings{java} cannot be run in $directory: $!\n";
    POSIX::_exit(127);
}

sub await {
    my ( $pid, $name, $offset ) = @_;
    my $deadline = time + $settings{start_limit};
    my $log      = "$settings{directory}/app.log";
    until ( accepts($name) ) {
        if ( waitpid( $pid, POSIX::WNOHANG() ) == $pid ) {
            my $how = $? & 127 ? 'was ended by signal ' . ( $? & 127 ) : 'ended with status ' . ( $? >> 8 );
            die "the application $how before it listened: see $log" . last_words($offset) . "\n";
        }
        die "the application did not listen within $settings{start_limit} s and was ended: see $log\n"
            if time >= $deadline;
        select undef, undef, undef, PAUSE;
    }
}

sub accepts {
    my ($name) = @_;
    my ( $socket, $busy ) = open_connection( { name => $name } );
    return $socket || $busy;
}

sub end {
    my ($pid) = @_;
    kill 'TERM', $pid;
    for ( 1 .. 5 / PAUSE ) {
        return if waitpid( $pid, POSIX::WNOHANG() ) != 0;
        select undef, undef, undef, PAUSE;
    }
    kill 'KILL', $pid;
}

# The last line that the application has logged
sub last_words {
    my ($offset) = @_;
    open my $log, '<', 'app.log' or return '';
    seek $log, $offset, 0;
    my $words = '';
    while ( my $line = <$log> ) {
        $line =~ s/[^\x20-\x7E]+/ /g;
        $words = substr $line, 0, 300 if $line =~ /\S/;
    }
    return $words eq '' ? '' : ", which ends with: $words";
}

sub failed {
    my ( $id, $reason ) = @_;
    unlink 'current.new';
    write_file( 'failed.new', time . " $id\n$reason" ) and rename 'failed.new', 'failed';
    write_file( 'unreported', '' );
}

sub write_file {
    my ( $file, $text ) = @_;
    open my $handle, '>', $file or return;
    return print( {$handle} $text ) && close $handle;
}

# -- The request -----------------------------------------------------------------------

sub relay {
    my ($application) = @_;
    my $expected = body_length();
    my $request  = record( FCGI_BEGIN_REQUEST, pack 'n C x5', 1, 0 ) . parameters(%ENV);
    my $body     = $expected eq '0' ? 'complete' : 'open';
    $request .= record( FCGI_STDIN, '' ) if $body eq 'complete';
    my ( $bytes, $received, $head, $response ) = ('') x 4;
    my ( $has_head, $ended ) = ( 0, '' );
    set_nonblocking( \*STDIN );
    set_nonblocking( \*STDOUT );

    until ($ended) {
        my ( $readable, $writable ) = ( '', '' );
        vec( $readable, fileno STDIN,        1 ) = 1 if $body eq 'open' && length $request < BUFFER;
        vec( $readable, fileno $application, 1 ) = 1 if length $response < BUFFER;
        vec( $writable, fileno $application, 1 ) = 1 if $request ne '';
        vec( $writable, fileno STDOUT,       1 ) = 1 if $response ne '';
        select( $readable, $writable, undef, undef ) > 0 or next;

        if ( vec $writable, fileno STDOUT, 1 ) {
            write_some( \*STDOUT, \$response ) or return 0;
        }
        if ( vec $writable, fileno $application, 1 ) {

            # Its answer may be there all the same
            write_some( $application, \$request ) or ( $request, $body ) = ( '', 'unwanted' );
        }
        if ( vec $readable, fileno STDIN, 1 ) {
            my $limit = $expected eq '' || $expected > 32_768 ? 32_768 : $expected;
            my $count = sysread STDIN, $bytes, $limit;
            if ( !defined $count ) {
                next if is_temporary();
                $count = 0;
            }
            if ( $count == 0 && ( $expected ne '' || is_given_up() ) ) {

                # The end of the connection tells the application
                complain('the body of the request ended too early');
                return 0;
            }
            $expected -= $count if $expected ne '';
            $request .= record( FCGI_STDIN, $bytes ) if $count;
            if ( $count == 0 || $expected eq '0' ) {
                $request .= record( FCGI_STDIN, '' );
                $body = 'complete';
            }
        }
        if ( vec $readable, fileno $application, 1 ) {
            my $count = sysread $application, $received, BUFFER, length $received;
            next if !defined $count && is_temporary();
            my ( $content, $end ) = unpack_records( \$received );
            $head .= $content;
            if ( !$has_head && $head =~ /\r?\n\r?\n/ ) {
                $has_head = 1;
                $head     = cgi_head($head);
            }
            if ($has_head) {
                $response .= $head;
                $head = '';
            }
            $ended = $end || ( $count ? '' : 'broken' );
            $ended = 'broken' if length $head > BUFFER;
        }
    }
    close $application;
    if ( !$has_head ) {
        answer( '502 Bad Gateway', 'the application has ended the connection without an answer' );
        return 0;
    }
    complain('the response has broken off') if $ended eq 'broken';
    finish( $response, $body eq 'complete' );
    return $ended eq 'broken' ? 1 : 0;
}

# Whether the end of the input is not that of the body
sub is_given_up {
    return unless defined $ENV{HTTP_TRANSFER_ENCODING};
    select undef, undef, undef, HANG_UP_DELAY;

    # A pipe that nobody reads from any more has an error to read
    my $readable = '';
    vec( $readable, fileno STDOUT, 1 ) = 1;
    return -p STDOUT && select( $readable, undef, undef, 0 ) > 0;
}

# Returns a number, or nothing where the body ends with the input
sub body_length {
    my $length = $ENV{CONTENT_LENGTH};
    return defined $length && $length =~ /\A[0-9]{1,18}\z/ ? $length + 0 : '';
}

sub parameters {
    my %variables = @_;
    delete @variables{ grep { $_ =~ $FOREIGN } keys %variables };
    my $path = context_path( @variables{qw(SCRIPT_NAME REQUEST_URI)} );
    $variables{GATEWAY_CONTEXT_PATH} = $path if $path ne '' && !defined $variables{GATEWAY_CONTEXT_PATH};
    my $bytes = '';
    for my $name ( sort keys %variables ) {
        my $value = $variables{$name};
        $bytes .= join '', ( map { $_ < 128 ? chr : pack 'N', $_ | 0x80000000 } length $name, length $value ), $name,
            $value;
    }
    my $records = '';
    while ( $bytes ne '' ) {
        $records .= record( FCGI_PARAMS, substr $bytes, 0, 65_528, '' );
    }
    return $records . record( FCGI_PARAMS, '' );
}

# The beginning of the path, as the browser sent it, that leads to this file or, where
# the web server has rewritten the path, to its directory
sub context_path {
    my ( $script, $uri ) = @_;
    return '' unless defined $script && defined $uri;
    my ($path) = $uri =~ m{\A(?:[A-Za-z][A-Za-z0-9+.-]*://[^/?#]*)?([^?#]*)};
    ( my $directory = $script ) =~ s{/[^/]*\z}{};
    for my $mount ( $script, $directory ) {
        my $segments = () = $mount =~ m{/}g;
        my ($prefix) = $path =~ m{\A((?:/[^/]*){$segments})(?:/|\z)} or next;
        ( my $decoded = $prefix ) =~ s/%([0-9A-Fa-f]{2})/chr hex $1/ge;
        return $prefix if $decoded eq $mount;
    }
    return '';
}

sub record {
    my ( $type, $content ) = @_;
    return pack( 'C C n n C x', 1, $type, 1, length $content, 0 ) . $content;
}

# Takes whole records. Returns the content of the response, and how it has ended if it has
sub unpack_records {
    my ($bytes) = @_;
    my $response = '';
    while ( my ( $type, $content ) = take_record($bytes) ) {
        if    ( $type == FCGI_STDOUT )      { $response .= $content }
        elsif ( $type == FCGI_STDERR )      { print STDERR $content }
        elsif ( $type == FCGI_END_REQUEST ) { return ( $response, 'complete' ) }
        elsif ( $type == 0 )                { return ( $response, 'broken' ) }
    }
    return $response;
}

# Takes one whole record, if there is one. Type 0 means that this is none
sub take_record {
    my ($bytes) = @_;
    return if length ${$bytes} < 8;
    my ( $version, $type, $id, $length, $padding ) = unpack 'C C n n C', ${$bytes};
    return ( 0, '' ) if $version != 1;
    return if length ${$bytes} < 8 + $length + $padding;
    my $record = substr ${$bytes}, 0, 8 + $length + $padding, '';
    return ( $type, substr( $record, 8, $length ), $id );
}

# A location in a response with status 200 says nothing to a browser, but to Apache: it
# would answer with what is there instead
sub cgi_head {
    my ($response) = @_;
    my ( $head, $rest ) = $response =~ /\A(.*?\n\r?\n)(.*)\z/s or return $response;
    $head =~ s/^Location:[^\n]*\n//mgi if $head =~ /^Status: *200\b/mi;
    return $head . $rest;
}

sub write_some {
    my ( $handle, $bytes ) = @_;
    my $count = syswrite $handle, ${$bytes};
    return is_temporary() unless defined $count;
    substr ${$bytes}, 0, $count, '';
    return 1;
}

sub is_temporary {
    my $error = $!;
    require Errno;
    return grep { $error == $_ } Errno::EAGAIN(), Errno::EWOULDBLOCK(), Errno::EINTR();
}

# -- FastCGI ---------------------------------------------------------------------------

# Passes on one request after the other. The web server starts as many of these processes
# as there are requests at the same time
sub serve {
    my ( $parent, $busy, $ending ) = ( getppid, 0, 0 );
    $SIG{TERM} = sub {
        exit 0 unless $busy;
        $ending = 1;
    };
    $SIG{CHLD} = 'IGNORE';

    # A web server that was killed has not told its processes
    until ( $ending || getppid != $parent ) {
        my $readable = '';
        vec( $readable, fileno STDIN, 1 ) = 1;
        select( $readable, undef, undef, IDLE ) > 0 or next;
        if ( accept my $connection, STDIN ) {
            $busy = 1;
            serve_request($connection);
            close $connection;
            $busy = 0;
        }
        elsif ( !is_temporary() ) {
            die "gateway.cgi: no connection can be accepted: $!\n";
        }
    }
    exit 0;
}

sub serve_request {
    my ($connection) = @_;
    my ( $role, $variables, $rest ) = read_request($connection) or return;
    $retry_after = RETRY_AFTER;
    set_nonblocking($connection);
    my $application = eval { application() };
    my ( $request, $response ) = ( '', '' );
    if ($application) {

        # The application closes the connection after its response
        $request = record( FCGI_BEGIN_REQUEST, pack 'a2 x6', $role ) . parameters( %{$variables} ) . $rest;
    }
    else {
        $response = record( FCGI_STDOUT, page( '503 Service Unavailable', $@, "Retry-After: $retry_after" ) )
            . record( FCGI_END_REQUEST, pack 'x8' );
    }
    pass( $connection, $application, $request, $response );
}

# Returns what comes before the body, and what has come of that already
sub read_request {
    my ($connection) = @_;
    my ( $bytes, $role, $variables ) = ( '', '', '' );
    while (1) {
        my ( $type, $content, $id ) = take_record( \$bytes );
        if ( !defined $type ) {
            sysread $connection, $bytes, BUFFER, length $bytes or return;
        }
        elsif ( $type == FCGI_BEGIN_REQUEST && $id == 1 ) {
            $role = $content;
        }
        elsif ( $type == FCGI_PARAMS && $id == 1 && length($variables) <= VARIABLES_LIMIT ) {
            return ( $role, unpack_variables($variables), $bytes ) if $content eq '';
            $variables .= $content;
        }
        else {
            complain('the web server has sent what is no request');
            return;
        }
    }
}

sub unpack_variables {
    my ($bytes) = @_;
    my %variables;
    while ( $bytes ne '' ) {
        my @lengths;
        for ( 1 .. 2 ) {
            my $long = ord $bytes > 127;
            my $length = unpack $long ? 'N' : 'C', substr $bytes, 0, $long ? 4 : 1, '';
            push @lengths, $length & 0x7FFFFFFF;
        }
        my $name = substr $bytes, 0, $lengths[0], '';
        $variables{$name} = substr $bytes, 0, $lengths[1], '';
    }
    return \%variables;
}

# Passes on the body of a request and the response
sub pass {
    my ( $connection, $application, $request, $response ) = @_;
    my ( $wanted, $has_head ) = ( 1, 0 );
    while ( $application || $response ne '' ) {
        my ( $readable, $writable ) = ( '', '' );
        vec( $readable, fileno $connection, 1 ) = 1 if length $request < BUFFER;
        vec( $writable, fileno $connection, 1 ) = 1 if $response ne '' && ( $has_head || !$application );
        if ($application) {
            vec( $readable, fileno $application, 1 ) = 1 if length $response < BUFFER;
            vec( $writable, fileno $application, 1 ) = 1 if $request ne '';
        }
        select( $readable, $writable, undef, undef ) > 0 or next;

        if ( vec $writable, fileno $connection, 1 ) {
            write_some( $connection, \$response ) or return;
        }
        if ( vec $readable, fileno $connection, 1 ) {

            # The end of the connection tells the application that nobody waits for it
            read_some( $connection, \$request ) or return;
        }
        if ( $application && vec $writable, fileno $application, 1 ) {

            # Its answer may be there all the same
            write_some( $application, \$request ) or $wanted = 0;
        }
        if ( $application && vec $readable, fileno $application, 1 ) {
            read_some( $application, \$response ) or undef $application;
            $has_head ||= adapt_head( \$response );
        }
        $request = '' unless $application && $wanted;
    }
    shutdown $connection, 1;
    discard($connection);
}

# The application sends the head of a response as one record
sub adapt_head {
    my ($response) = @_;
    my ( $type, $content ) = take_record($response) or return 0;
    ${$response} = record( $type, cgi_head($content) ) . ${$response} if $type != 0;
    return 1;
}

sub read_some {
    my ( $handle, $bytes ) = @_;
    my $count = sysread $handle, ${$bytes}, BUFFER, length ${$bytes};
    return defined $count ? $count > 0 : is_temporary();
}

# A web server may lose a response while it has a request to send
sub discard {
    my ($connection) = @_;
    my ( $discarded, $deadline ) = ( 0, time + DISCARD_SECONDS );
    while ( $discarded <= DISCARD_BYTES && time <= $deadline ) {
        my $readable = '';
        vec( $readable, fileno $connection, 1 ) = 1;
        select( $readable, undef, undef, 1 ) > 0 or next;
        my $bytes = '';
        read_some( $connection, \$bytes ) or return;
        $discarded += length $bytes;
    }
}

# -- Answers ---------------------------------------------------------------------------

sub answer {
    my $page = page(@_);
    set_nonblocking( \*STDIN );
    set_nonblocking( \*STDOUT );
    finish($page);
}

# The reason is for the log of the web server, and not for the browser
sub page {
    my ( $status, $reason, @fields ) = @_;
    complain($reason);
    my $title = substr $status, 4;
    my $page  = "<!DOCTYPE html>\n<html lang=\"en\"><title>$title</title>\n<h1>$title</h1>\n"
        . "<p>The application cannot answer now. Please try again in a moment.</p></html>\n";
    my $head = join "\r\n", "Status: $status", @fields, 'Content-Type: text/html; charset=utf-8',
        'Content-Length: ' . length $page, 'Cache-Control: no-store', '', '';
    return $head . $page;
}

sub complain {
    my ($reason) = @_;
    chomp $reason;
    print STDERR "gateway.cgi: $reason\n";
}

# Writes what is left. Some web servers lose an answer while they have a request to send,
# so the rest of that is read and thrown away, within limits
sub finish {
    my ( $response, $body_complete ) = @_;
    my ( $discarded, $bytes ) = ( 0, '' );
    my $deadline = time + DISCARD_SECONDS;
    end_output() if $response eq '' && !$body_complete;
    while ( $response ne '' || !$body_complete ) {
        my ( $readable, $writable ) = ( '', '' );
        vec( $readable, fileno STDIN,  1 ) = 1 unless $body_complete;
        vec( $writable, fileno STDOUT, 1 ) = 1 if $response ne '';
        my $ready = select $readable, $writable, undef, 1;
        $body_complete ||= time > $deadline;
        next if $ready <= 0;
        if ( $response ne '' && vec $writable, fileno STDOUT, 1 ) {
            write_some( \*STDOUT, \$response ) or return;
            end_output() if $response eq '' && !$body_complete;
        }
        if ( !$body_complete && vec $readable, fileno STDIN, 1 ) {
            my $count = sysread STDIN, $bytes, BUFFER;
            next if !defined $count && is_temporary();
            $discarded += $count || 0;
            $body_complete = !$count || $discarded > DISCARD_BYTES;
        }
    }
}

# Whoever reads the response need not wait for the rest of the request. Without a rest,
# the end of the program says the same, and better: Apache sleeps for a while where it
# finds a program running that has nothing more to say
sub end_output {
    shutdown STDOUT, 1 or close STDOUT;
}
