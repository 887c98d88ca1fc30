#!/usr/bin/perl
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

# What systemd does for a service with sockets, as far as a test needs it and without being
# process 1. It opens the sockets and keeps them. Each time the service has ended, in
# whatever way, systemd-socket-activate is given the sockets, a program of systemd's, which
# waits for a connection and becomes the service. That program does not know NonBlocking=yes,
# but whether reading from a socket waits belongs to the socket, and is said here.
#
#   service-manager.pl [--inetd] [--non-blocking] [--socket=NAME=PATH]... [--setenv=NAME=VALUE]... COMMAND...

use strict;
use warnings;

use Fcntl qw(F_GETFL F_SETFL O_NONBLOCK);
use POSIX ();
use Socket qw(AF_UNIX SOCK_STREAM SOMAXCONN pack_sockaddr_un);

use constant FIRST_DESCRIPTOR => 3;

# A service that does not start would be started again and again by the same connection
use constant MAX_STARTS => 5;

my ( $inetd, $non_blocking, @names, @sockets, @environment );
while ( @ARGV && $ARGV[0] =~ /\A--/ ) {
    my $option = shift;
    if    ( $option eq '--inetd' )        { $inetd        = 1 }
    elsif ( $option eq '--non-blocking' ) { $non_blocking = 1 }
    elsif ( $option =~ /\A--setenv=/ )    { push @environment, $option }
    elsif ( $option =~ /\A--socket=([^=]+)=(.+)\z/ ) {
        push @names,   $1;
        push @sockets, open_socket($2);
    }
    else { die "$option is unknown\n" }
}

$| = 1;
my $service = 0;
$SIG{TERM} = sub {
    if ($service) {
        kill 'TERM', $service;
        waitpid $service, 0;
    }
    exit;
};
print "service-manager: listening\n";
for ( 1 .. MAX_STARTS ) {
    defined( $service = fork ) or die "fork: $!\n";
    run() if !$service;
    waitpid $service, 0;
    printf "service-manager: %d ended with %s %d\n", $service, $? & 127 ? 'signal' : 'status',
        $? & 127 || $? >> 8;
}

sub open_socket {
    my ($path) = @_;
    socket my $socket, AF_UNIX, SOCK_STREAM, 0 or die "socket: $!\n";
    bind $socket, pack_sockaddr_un($path) or die "bind $path: $!\n";
    listen $socket, SOMAXCONN or die "listen: $!\n";
    if ($non_blocking) {
        fcntl $socket, F_SETFL, O_NONBLOCK | fcntl $socket, F_GETFL, 0 or die "fcntl: $!\n";
    }
    return $socket;
}

sub run {
    $SIG{TERM} = 'DEFAULT';
    print "service-manager: $$ waits for a connection\n";

    # Out of the way first. Copies stay open in the program, unlike the originals
    my $spare = 100;
    POSIX::dup2( fileno $sockets[$_], $spare + $_ ) for 0 .. $#sockets;
    for ( 0 .. $#sockets ) {
        POSIX::dup2( $spare + $_, FIRST_DESCRIPTOR + $_ );
        POSIX::close( $spare + $_ );
    }
    $ENV{LISTEN_PID} = $$;
    $ENV{LISTEN_FDS} = @sockets;
    exec 'systemd-socket-activate', $inetd ? '--inetd' : '--fdname=' . join( ':', @names ),
        "--setenv=WATCHDOG_PID=$$", @environment, @ARGV;
    die "systemd-socket-activate: $!\n";
}
