package com.example.demo;

import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class HelloController {

    @GetMapping("/")
    String hello(ServerHttpRequest request) {
        String client = request.getRemoteAddress().getAddress().getHostAddress();
        return "Hello " + client + ", you asked for " + request.getURI() + "\n";
    }

}
